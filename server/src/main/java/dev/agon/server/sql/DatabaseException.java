package dev.agon.server.sql;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be had; the message is a whole sentence for the person at the command line.
 */
public final class DatabaseException extends RuntimeException {
  public DatabaseException(String message) {
    super(message);
  }

  public DatabaseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
