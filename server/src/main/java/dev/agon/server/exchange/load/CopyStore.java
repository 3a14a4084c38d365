package dev.agon.server.exchange.load;

import dev.agon.server.sql.DatabaseException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Copies rows into one table, many at a time. */
public final class CopyStore {
  private static final int FLUSH_CHARACTERS = 512 * 1024;

  private final Connection connection;
  private final String sql;
  private final StringBuilder rows = new StringBuilder(FLUSH_CHARACTERS);
  private boolean first = true;

  /**
   * Begins a table's copy.
   *
   * @param target the table with its columns
   */
  CopyStore(Connection connection, String target) {
    this.connection = connection;
    this.sql = "copy " + target + " from stdin";
  }

  /** Adds a value to the row. */
  public CopyStore value(@Nullable String text) {
    separate();
    if (text == null) {
      rows.append("\\N");
      return this;
    }
    for (int k = 0; k < text.length(); k++) {
      char c = text.charAt(k);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        case '\t' -> rows.append("\\t");
        default -> rows.append(c);
      }
    }
    return this;
  }

  /** Adds a value to the row. */
  public CopyStore value(long number) {
    separate();
    rows.append(number);
    return this;
  }

  private void separate() {
    if (!first) {
      rows.append('\t');
    }
    first = false;
  }

  /** Ends the row. */
  public void end() {
    rows.append('\n');
    first = true;
    if (rows.length() >= FLUSH_CHARACTERS) {
      flush();
    }
  }

  /** Sends what is held. */
  public void flush() {
    if (rows.isEmpty()) {
      return;
    }
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    rows.setLength(0);
    if (rows.capacity() > 4 * FLUSH_CHARACTERS) {
      rows.trimToSize();
    }
    try {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
      try {
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (SQLException e) {
      throw new DatabaseException("cannot take in the files: " + e.getMessage(), e);
    }
  }
}
