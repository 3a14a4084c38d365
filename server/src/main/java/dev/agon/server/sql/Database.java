package dev.agon.server.sql;

/** A database that can be entered until it is closed. */
public interface Database extends AutoCloseable {
  /** Where it is; the same until it is closed. */
  DatabaseAddress address();

  /** Lets go of it: stops the server where it is this process' own. */
  @Override
  void close();

  /** A database that somebody else runs. */
  static Database elsewhere(DatabaseAddress address) {
    return new Elsewhere(address);
  }

  /** Runs on when it is closed. */
  record Elsewhere(DatabaseAddress address) implements Database {
    @Override
    public void close() {}
  }
}
