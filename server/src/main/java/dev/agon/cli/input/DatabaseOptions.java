package dev.agon.cli.input;

import dev.agon.server.sql.Database;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.DatabaseException;
import dev.agon.server.sql.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which database a command works on: a given server, or an embedded one in a folder. What they
 * return is to be closed, and not yet migrated.
 */
public final class DatabaseOptions {
  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "An existing server, Postgres 15 or newer, for example",
        "postgresql://user:password@host:5432/database",
        "Without it, an embedded one is used."
      })
  private @Nullable String url;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of the embedded database and of other files (default: .agon).")
  private @Nullable Path data;

  /** For a server: an embedded database is this process' own until it is closed. */
  public Database open() {
    return url == null
        ? EmbeddedPostgres.start(databaseFolder())
        : Database.elsewhere(address(url));
  }

  /** For a single command: an embedded database that another process runs is shared with it. */
  public Database join() {
    if (url == null) {
      Optional<DatabaseAddress> running = EmbeddedPostgres.running(databaseFolder());
      if (running.isPresent()) {
        return Database.elsewhere(running.get());
      }
    }
    return open();
  }

  /** As {@link #join()}, for a command that makes no sense without data: it begins no new ones. */
  public Database joinExisting() {
    if (isNew()) {
      throw new DatabaseException(
          "there is no database in %s: name another folder with --data or a server with --database"
              .formatted(data()));
    }
    return join();
  }

  /** Whether there is no database yet: an embedded one that was never started. */
  public boolean isNew() {
    return url == null && !EmbeddedPostgres.exists(databaseFolder());
  }

  /** What opening it does, for a person who waits. */
  public String opening() {
    return url == null
        ? (isNew() ? "making a database in " : "starting the database in ") + databaseFolder()
        : "entering the database";
  }

  /** The folder for everything that is kept outside the database. */
  public Path data() {
    return data == null ? Path.of(System.getProperty("agon.home", "."), ".agon") : data;
  }

  private Path databaseFolder() {
    return data().resolve("database");
  }

  private static DatabaseAddress address(String url) {
    try {
      return DatabaseAddress.parse(url);
    } catch (IllegalArgumentException e) {
      throw new DatabaseException(String.valueOf(e.getMessage()), e);
    }
  }
}
