package dev.agon.server.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A fresh, migrated database on a real Postgres, dropped on close. The server is started once a JVM
 * run: the bundled one, or with the property or environment variable {@code AGON_TEST_POSTGRES=15}
 * the one in {@code /usr/lib/postgresql/15}.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final int DROP_ATTEMPTS = 20;

  private final DatabaseAddress address;

  private TestDatabase(DatabaseAddress address) {
    this.address = address;
  }

  /** A database of its own, with every migration applied. */
  public static TestDatabase create() {
    return create("template template_agon");
  }

  /** A database of its own without any table. */
  public static TestDatabase empty() {
    return create("");
  }

  private static TestDatabase create(String suffix) {
    String name = "test_" + NUMBER.incrementAndGet();
    DatabaseAddress server = Server.ONE.address();
    execute(server, "create database " + name + " " + suffix);
    return new TestDatabase(named(server, name));
  }

  public DatabaseAddress address() {
    return address;
  }

  /** A JDBC connection to look behind the code under test. */
  public Connection connect() throws SQLException {
    return connect(address);
  }

  /** A vacuum that is at work in it cannot be ended by this role: it is waited for. */
  @Override
  public void close() {
    String drop = "drop database " + address.database() + " with (force)";
    for (int attempt = 1; ; attempt++) {
      try {
        execute(Server.ONE.address(), drop);
        return;
      } catch (IllegalStateException e) {
        if (attempt == DROP_ATTEMPTS) {
          System.out.println(address.database() + " goes with its server: " + e.getCause());
          return;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
      }
    }
  }

  private static DatabaseAddress named(DatabaseAddress server, String database) {
    return new DatabaseAddress(
        server.host(), server.port(), database, server.user(), server.password());
  }

  static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  private static void execute(DatabaseAddress server, String sql) {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Holds the one server: started at the first use. */
  private static final class Server {
    static final EmbeddedPostgres ONE = start();

    private static EmbeddedPostgres start() {
      try {
        Path folder = Files.createTempDirectory("agon-test-postgres");
        EmbeddedPostgres server = EmbeddedPostgres.start(folder, binaries(), Durability.THROWAWAY);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server, folder)));
        execute(server.address(), "create database template_agon");
        Migrations.run(named(server.address(), "template_agon"));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static PostgresBinaries binaries() {
      String version =
          System.getProperty("AGON_TEST_POSTGRES", System.getenv().get("AGON_TEST_POSTGRES"));
      return version == null
          ? PostgresBinaries.bundled()
          : new PostgresBinaries(
              Path.of("/usr/lib/postgresql", version), Integer.parseInt(version));
    }

    private static void remove(EmbeddedPostgres server, Path folder) {
      server.close();
      try {
        Folders.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
