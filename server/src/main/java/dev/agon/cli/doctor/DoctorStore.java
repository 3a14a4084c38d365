package dev.agon.cli.doctor;

import dev.agon.server.sql.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Asks a database what it is. Blocks. */
final class DoctorStore {
  private static final int OLDEST = 150_000;
  private static final String ABOUT =
      """
      select current_setting('server_version'), current_setting('server_version_num')::int,
        pg_database_size(current_database()), to_regclass('flyway_schema_history') is not null,
        current_setting('fsync')
      """;
  private static final String SCHEMA =
      """
      select version from flyway_schema_history
      where success and version is not null order by installed_rank desc limit 1
      """;

  private DoctorStore() {}

  static Finding about(DatabaseAddress address) {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    if (address.password() != null) {
      properties.setProperty("password", address.password());
    }
    properties.setProperty("connectTimeout", "5");
    try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ABOUT)) {
      row.next();
      String found =
          "Postgres %s at %s:%d, %s, %s"
              .formatted(
                  row.getString(1),
                  address.host(),
                  address.port(),
                  Bytes.text(row.getLong(3)),
                  row.getBoolean(4) ? "schema " + schema(connection) : "no schema yet");
      if (row.getInt(2) < OLDEST) {
        return Finding.problem("database", found, "Agon needs Postgres 15 or newer");
      }
      return row.getString(5).equals("on")
          ? Finding.ok("database", found)
          : Finding.problem(
              "database", found + ", fsync off", "set fsync = on, or a crash loses votes");
    } catch (SQLException e) {
      return Finding.problem(
          "database",
          "%s:%d: %s".formatted(address.host(), address.port(), e.getMessage()),
          "start the server, or check --database: host, port, user, password, name");
    }
  }

  private static String schema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SCHEMA)) {
      return row.next() ? row.getString(1) : "empty";
    }
  }
}
