package dev.agon.cli;

import dev.agon.cli.input.DatabaseOptions;
import dev.agon.server.sql.BackupManifest;
import dev.agon.server.sql.Database;
import dev.agon.server.sql.Restore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agon restore FILE}: a backup into a database that is still empty. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Load a backup into an empty database, with all of its numbers, or change nothing.",
      "A backup of an older release is migrated to this one."
    })
final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A file that 'agon backup' has written.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print the backup's manifest as one JSON document.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws NoSuchFileException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    try (Database target = database.open()) {
      BackupManifest manifest = Restore.run(target.address(), file.toAbsolutePath());
      spec.commandLine().getOut().println(BackupReport.of(manifest, json));
      return 0;
    }
  }
}
