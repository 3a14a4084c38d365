package dev.agon.server.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Brings a database's schema to the version of this code. Blocks. */
public final class Migrations {
  private static final int OLDEST_SERVER = 15;
  private static final String STARTING = "57P03";
  private static final String UNREACHABLE = "08001";
  private static final long STARTING_PATIENCE_MS = 60_000;
  private static final long UNREACHABLE_PATIENCE_MS = 5_000;
  private static final long POLL_MS = 200;

  private Migrations() {}

  /**
   * Applies what is missing from {@code ${agon.home}/migrations}. A server that is still starting
   * is waited for.
   *
   * @throws DatabaseException when the server cannot be reached, is older than Postgres 15, or the
   *     database is newer than this code
   */
  public static void run(DatabaseAddress address) {
    run(address, folder(), null);
  }

  /**
   * Applies migrations up to a version and none after it.
   *
   * @param version the last one to apply; the newest where null
   */
  static void run(DatabaseAddress address, Path folder, @Nullable String version) {
    List<MigrationFile> files;
    try {
      files = MigrationFile.in(folder);
    } catch (IOException e) {
      throw new DatabaseException("cannot read the migrations in " + folder + ": " + e, e);
    }
    try (Connection connection = connect(address)) {
      requireServer(connection, address);
      Map<String, Integer> applied = SchemaHistory.applied(connection);
      requireKnown(applied, files, address);
      if (applied.equals(MigrationFile.checksums(files))) {
        return;
      }
    } catch (SQLException e) {
      throw new DatabaseException("cannot enter " + address + ": " + e.getMessage(), e);
    }
    migrate(address, folder, version);
  }

  private static void migrate(DatabaseAddress address, Path folder, @Nullable String version) {
    try {
      Flyway.configure()
          .dataSource(address.jdbcUrl(), address.user(), address.password())
          .locations("filesystem:" + folder)
          .validateMigrationNaming(true)
          .failOnMissingLocations(true)
          .target(version == null ? MigrationVersion.LATEST : MigrationVersion.fromVersion(version))
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseException("cannot migrate " + address + ": " + e.getMessage(), e);
    }
  }

  /**
   * The checksums of this code's migrations by version: a database has all of them once they were
   * applied, and perhaps newer ones.
   */
  public static Map<String, Integer> known() {
    try {
      return MigrationFile.checksums(MigrationFile.in(folder()));
    } catch (IOException e) {
      throw new DatabaseException("cannot read the migrations in " + folder() + ": " + e, e);
    }
  }

  /** Connects, with patience for a server that is starting. */
  static Connection connect(DatabaseAddress address) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    if (address.password() != null) {
      properties.setProperty("password", address.password());
    }
    properties.setProperty("ApplicationName", "agon");
    long started = System.nanoTime();
    while (true) {
      try {
        return DriverManager.getConnection(address.jdbcUrl(), properties);
      } catch (SQLException e) {
        long patience =
            switch (String.valueOf(e.getSQLState())) {
              case STARTING -> STARTING_PATIENCE_MS;
              case UNREACHABLE -> UNREACHABLE_PATIENCE_MS;
              default -> 0;
            };
        if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) >= patience) {
          throw e;
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseException("interrupted while waiting for the database", e);
    }
  }

  private static void requireServer(Connection connection, DatabaseAddress address)
      throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    if (major < OLDEST_SERVER) {
      throw new DatabaseException(
          "%s runs Postgres %d: Agon needs %d or newer".formatted(address, major, OLDEST_SERVER));
    }
  }

  private static void requireKnown(
      Map<String, Integer> applied, List<MigrationFile> files, DatabaseAddress address) {
    for (String version : applied.keySet()) {
      if (files.stream().noneMatch(file -> file.version().equals(version))) {
        throw new DatabaseException(
            "the schema of %s has version %s, which this Agon does not know (its newest is %s): use a newer Agon"
                .formatted(address, version, files.isEmpty() ? "none" : files.getLast().version()));
      }
    }
  }

  /** The folder with the project's own migrations. */
  static Path folder() {
    String home = System.getProperty("agon.home");
    if (home == null) {
      throw new IllegalStateException("the system property agon.home is not set");
    }
    return Path.of(home, "migrations").toAbsolutePath();
  }
}
