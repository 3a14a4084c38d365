package dev.agon.server.exchange.load;

import dev.agon.server.exchange.read.ImportError;
import dev.agon.server.exchange.read.ImportErrors;
import dev.agon.server.sql.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;

/** Long, blocking work on one connection of its own. */
public final class JdbcStore {
  private static final String SESSION =
      """
      set timezone = 'UTC'; set work_mem = '64MB'; set lock_timeout = '30s';
      set client_min_messages = warning
      """;

  private JdbcStore() {}

  public static Connection connect(DatabaseAddress address) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    String password = address.password();
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", "agon exchange");
    properties.setProperty("tcpKeepAlive", "true");
    Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties);
    run(connection, SESSION);
    return connection;
  }

  /** The rows that a statement changed. */
  public static long run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return Math.max(0, statement.getLargeUpdateCount());
    }
  }

  /** The first column of the only row. */
  public static OptionalLong number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
    }
  }

  /** What checks complain of, in the order of the files, as far as it is told. */
  static List<ImportError> errors(Connection connection, String check, List<String> files)
      throws SQLException {
    String sql = "select * from (" + check + ") e order by 1, 2, 3 limit " + ImportErrors.LIMIT;
    List<ImportError> errors = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        errors.add(
            new ImportError(
                files.get(rows.getInt(1)), rows.getLong(2), rows.getInt(3), rows.getString(4)));
      }
    }
    return errors;
  }
}
