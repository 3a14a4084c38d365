package dev.agon.server.exchange.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.server.exchange.archive.ArchiveFile;
import dev.agon.server.exchange.load.JdbcStore;
import dev.agon.server.exchange.rows.UltraFeedback;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.DatabaseException;
import dev.agon.table.JsonlRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Reads one study in one snapshot, row by row. */
public final class ExportStore implements AutoCloseable {
  private static final String JSON_LINES =
      "copy (select row_to_json(t) from (%s) t) to stdout (format csv, quote e'\\x01', delimiter e'\\x02')";
  private static final int CHUNK = 200;
  private static final String CSV = "copy (%s) to stdout (format csv, header)";

  private final Connection connection;
  private final String study;

  /**
   * Opens the snapshot.
   *
   * @throws NoSuchElementException when there is no study of that slug
   */
  public ExportStore(DatabaseAddress address, String slug) {
    try {
      connection = JdbcStore.connect(address);
    } catch (SQLException e) {
      throw failed(e);
    }
    study = begin(slug);
  }

  private String begin(String slug) {
    try {
      JdbcStore.run(connection, ExportSql.PLAIN);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try (PreparedStatement query = connection.prepareStatement(ExportSql.STUDY)) {
        query.setString(1, slug);
        try (ResultSet rows = query.executeQuery()) {
          if (!rows.next()) {
            close();
            throw new NoSuchElementException("there is no study '" + slug + "'");
          }
          return Long.toString(rows.getLong(1));
        }
      }
    } catch (SQLException e) {
      close();
      throw failed(e);
    }
  }

  public long watermark() {
    try {
      return JdbcStore.number(connection, ExportSql.WATERMARK.replace(":study", study)).orElse(0);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Writes a file's rows as JSON, one a line, and answers how many. */
  public long writeJson(ArchiveFile file, OutputStream out) throws IOException {
    return copy(JSON_LINES.formatted(ExportSql.of(file).replace(":study", study)), out);
  }

  /** Writes the votes that count as CSV and answers how many rows these are. */
  long writeVotesCsv(OutputStream out) throws IOException {
    return copy(CSV.formatted(ExportSql.VOTES_CSV.replace(":study", study)), out);
  }

  /**
   * Writes rated prompts as rows of UltraFeedback and answers how many.
   *
   * @param annotator whose ratings; null for all, one row per annotator
   */
  long writeUltraFeedback(@Nullable String annotator, OutputStream out) throws IOException {
    long written = 0;
    String sql = ExportSql.RATED.replace(":study", study);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, annotator);
      query.setString(2, annotator);
      query.setFetchSize(CHUNK);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ObjectNode row = UltraFeedback.row(JsonlRows.JSON.readTree(rows.getString(1)));
          out.write((row + "\n").getBytes(StandardCharsets.UTF_8));
          written++;
        }
      }
      return written;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** How many of the study's votes do not count, by reason. */
  Map<String, Long> leftOut() {
    try (Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery(ExportSql.LEFT_OUT.replace(":study", study))) {
      Map<String, Long> counts = new LinkedHashMap<>();
      while (rows.next()) {
        counts.put(rows.getString("reason"), rows.getLong("votes"));
      }
      return counts;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private long copy(String sql, OutputStream out) throws IOException {
    try {
      return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static DatabaseException failed(SQLException e) {
    return new DatabaseException("the export failed: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
