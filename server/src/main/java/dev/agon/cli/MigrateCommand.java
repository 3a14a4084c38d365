package dev.agon.cli;

import dev.agon.cli.input.DatabaseOptions;
import dev.agon.server.sql.Database;
import dev.agon.server.sql.Migrations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code agon migrate}: what {@code agon serve} does first, alone. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Bring a database to the schema of this Agon, and end.",
      "A server does the same when it starts; in a cluster it is done once, before the update."
    })
final class MigrateCommand implements Callable<Integer> {
  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Override
  public Integer call() {
    try (Database opened = database.join()) {
      Migrations.run(opened.address());
      System.out.println("The database has the schema of this Agon.");
    }
    return 0;
  }
}
