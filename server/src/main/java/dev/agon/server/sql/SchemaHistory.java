package dev.agon.server.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Flyway has written down about a database. */
final class SchemaHistory {
  private SchemaHistory() {}

  /** Checksums of the applied migrations by version, oldest first; empty in an empty database. */
  static Map<String, Integer> applied(Connection connection) throws SQLException {
    Map<String, Integer> applied = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement()) {
      if (!exists(statement)) {
        return applied;
      }
      try (ResultSet rows =
          statement.executeQuery(
              """
              select version, checksum from flyway_schema_history
              where success and version is not null order by installed_rank""")) {
        while (rows.next()) {
          applied.put(rows.getString(1), rows.getInt(2));
        }
      }
    }
    return applied;
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select to_regclass('flyway_schema_history') is not null")) {
      return row.next() && row.getBoolean(1);
    }
  }
}
