package dev.agon.cli;

import dev.agon.cli.input.DatabaseOptions;
import dev.agon.server.sql.Backup;
import dev.agon.server.sql.BackupManifest;
import dev.agon.server.sql.Database;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agon backup FILE}: the whole database in one file, also while it is in use. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Write the whole database into one file, as it is at this moment; the server may run on.",
      "The file holds everything, hashes of passwords too: keep it as safe as the database."
    })
final class BackupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist yet.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print the manifest as one JSON document.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (Database source = database.joinExisting()) {
      BackupManifest manifest = Backup.write(source.address(), file.toAbsolutePath());
      spec.commandLine().getOut().println(BackupReport.of(manifest, json));
      return 0;
    }
  }
}
