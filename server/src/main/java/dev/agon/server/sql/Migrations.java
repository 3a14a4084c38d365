package dev.agon.server.sql;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings a database's schema to the version of this code. Blocks. */
public final class Migrations {
  private Migrations() {}

  /**
   * Applies what is missing from {@code ${agon.home}/migrations}.
   *
   * @throws DatabaseException when the server cannot be reached, is older than Postgres 15, or the
   *     database is newer than this code
   */
  public static void run(DatabaseAddress address) {
    try {
      configuration(address).load().migrate();
    } catch (FlywayException e) {
      throw new DatabaseException("cannot migrate " + address + ": " + e.getMessage(), e);
    }
  }

  private static FluentConfiguration configuration(DatabaseAddress address) {
    return Flyway.configure()
        .dataSource(address.jdbcUrl(), address.user(), address.password())
        .locations("filesystem:" + folder())
        .validateMigrationNaming(true)
        .failOnMissingLocations(true)
        .loggers("slf4j");
  }

  private static Path folder() {
    String home = System.getProperty("agon.home");
    if (home == null) {
      throw new IllegalStateException("the system property agon.home is not set");
    }
    return Path.of(home, "migrations").toAbsolutePath();
  }
}
