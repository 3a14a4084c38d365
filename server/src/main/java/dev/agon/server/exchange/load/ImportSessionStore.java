package dev.agon.server.exchange.load;

import dev.agon.server.exchange.read.ImportError;
import dev.agon.server.exchange.read.ImportErrors;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.postgresql.PGConnection;

/** The database session of one import: files are staged in it, then written in one transaction. */
public final class ImportSessionStore implements AutoCloseable {
  private static final List<String> REFUSED = List.of("22", "23");
  private static final long FEW = 1_000;

  private final Connection connection;
  private volatile boolean cancelled;

  public ImportSessionStore(DatabaseAddress address) {
    try {
      connection = JdbcStore.connect(address);
    } catch (SQLException e) {
      throw new DatabaseException("cannot enter " + address + ": " + e.getMessage(), e);
    }
  }

  /** A file that was read; its digest in hexadecimal digits. */
  public record FileRead(String name, String shortName, String sha256, long rows) {}

  /** What is done in the transaction. */
  public interface Work {
    ImportReport run(Connection connection) throws SQLException, ImportRefused;
  }

  /** Tables for the rows of files. */
  public StagingStore staging() {
    try {
      return new StagingStore(connection);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** A table for the lines of an export: file, line, content. */
  public CopyStore archiveStaging() {
    try {
      JdbcStore.run(connection, ArchiveSql.TABLE);
      return new CopyStore(connection, ArchiveSql.TARGET);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Makes a running or coming write end with a {@link CancellationException}; from any thread. */
  public void cancel() {
    cancelled = true;
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      throw new DatabaseException("cannot cancel the import: " + e.getMessage(), e);
    }
  }

  public void refuseIfCancelled() {
    if (cancelled) {
      throw new CancellationException("the import was cancelled; nothing was written");
    }
  }

  /**
   * Does all of the work, which calls {@link #end}, or nothing.
   *
   * @param rows how many the files have
   * @param file what is to blame when the database refuses the data
   */
  public ImportReport write(String file, long rows, Work work) throws ImportRefused {
    try {
      connection.setAutoCommit(false);
      if (rows > FEW) {
        JdbcStore.run(connection, ImportSql.JOIN_WHOLE);
      }
      ImportReport report = work.run(connection);
      connection.setAutoCommit(true);
      if (report.added().values().stream().anyMatch(n -> n > FEW)) {
        JdbcStore.run(connection, ImportSql.ANALYZE);
      }
      return report;
    } catch (SQLException e) {
      refuseIfCancelled();
      String state = String.valueOf(e.getSQLState());
      if (REFUSED.stream().anyMatch(state::startsWith)) {
        throw new ImportRefused(file, "the database refuses it: " + e.getMessage());
      }
      throw failed(e);
    }
  }

  /** Ends the transaction: what was written stays, or goes. */
  public void end(boolean keep) throws SQLException {
    refuseIfCancelled();
    if (keep) {
      connection.commit();
    } else {
      connection.rollback();
    }
  }

  /**
   * Takes some steps of the work.
   *
   * @param files names for the numbers in what checks complain of
   * @param added is told what is added
   */
  public void take(List<ImportStep> steps, List<String> files, Map<String, Long> added)
      throws SQLException, ImportRefused {
    ImportErrors errors = new ImportErrors();
    for (ImportStep step : steps) {
      refuseIfCancelled();
      switch (step) {
        case ImportStep.Check check -> {
          for (ImportError error : JdbcStore.errors(connection, check.sql(), files)) {
            errors.add(error);
          }
        }
        case ImportStep.Prepare prepare -> {
          errors.refuseIfAny();
          JdbcStore.run(connection, prepare.sql());
        }
        case ImportStep.Add add -> {
          errors.refuseIfAny();
          added.merge(add.what(), JdbcStore.run(connection, add.sql()), Long::sum);
        }
      }
    }
    errors.refuseIfAny();
  }

  private static DatabaseException failed(SQLException e) {
    return new DatabaseException("the import failed: " + e.getMessage(), e);
  }

  /** Ends the session; what was not committed is gone with it. */
  @Override
  public void close() {
    try (connection) {
      // So that the study is free for another import when this returns, not some time after.
      if (!connection.isClosed() && !connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
