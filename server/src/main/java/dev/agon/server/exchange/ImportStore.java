package dev.agon.server.exchange;

import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The database's side of an import: stages first, then checks and writes in one transaction. */
final class ImportStore implements AutoCloseable {
  private static final String CONSTRAINT_CLASS = "23";
  private static final long WORTH_ANALYZING = 1_000;

  private final Connection connection;
  private volatile boolean cancelled;

  ImportStore(DatabaseAddress address) {
    try {
      connection = JdbcStore.connect(address);
    } catch (SQLException e) {
      throw new DatabaseException("cannot enter " + address + ": " + e.getMessage(), e);
    }
  }

  /** A file that was read. */
  record FileRead(String name, String sha256, long rows) {
    String shortName() {
      return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }
  }

  private record Study(long id, int overlap, boolean created) {}

  /** Tables for the rows of the files. */
  StagingStore staging() {
    return sql(() -> new StagingStore(connection));
  }

  /** Makes a running or coming write end with a {@link CancellationException}; from any thread. */
  void cancel() {
    cancelled = true;
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      throw new DatabaseException("cannot cancel the import: " + e.getMessage(), e);
    }
  }

  void refuseIfCancelled() {
    if (cancelled) {
      throw new CancellationException("the import was cancelled; nothing was written");
    }
  }

  /** Checks and writes everything staged, or nothing; without {@code keep}, nothing stays. */
  ImportReport write(
      ImportRequest request,
      List<FileRead> files,
      List<String> notes,
      ImportProgress progress,
      boolean keep)
      throws ImportRefused {
    try {
      connection.setAutoCommit(false);
      ImportReport report = writeAll(request, files, notes, progress, keep);
      connection.setAutoCommit(true);
      if (keep && report.added().values().stream().anyMatch(n -> n > WORTH_ANALYZING)) {
        JdbcStore.run(connection, ImportSql.ANALYZE);
      }
      return report;
    } catch (SQLException e) {
      refuseIfCancelled();
      if (String.valueOf(e.getSQLState()).startsWith(CONSTRAINT_CLASS)) {
        throw new ImportRefused(files.getFirst().name(), "the database refuses: " + e.getMessage());
      }
      throw new DatabaseException("the import failed: " + e.getMessage(), e);
    }
  }

  private ImportReport writeAll(
      ImportRequest request,
      List<FileRead> files,
      List<String> notes,
      ImportProgress progress,
      boolean keep)
      throws SQLException, ImportRefused {
    Study study = study(request.target());
    Integer overlap = request.target().overlap();
    List<ImportStep.Phase> phases =
        ImportStep.phases(
            study.id,
            overlap == null ? study.overlap : overlap,
            request.target().allPairs(),
            request.annotators());
    List<String> names = files.stream().map(FileRead::name).toList();
    Map<String, Long> added = new LinkedHashMap<>();
    for (int k = 0; k < phases.size(); k++) {
      progress.writing(phases.get(k).what(), k + 1, phases.size() + 1);
      write(phases.get(k).steps(), names, added);
    }
    Map<String, Long> present = present();
    progress.writing("numbers", phases.size() + 1, phases.size() + 1);
    long started = System.nanoTime();
    added.put("votes", keep ? number(study.id) : newVotes());
    if (keep && (study.created || added.values().stream().anyMatch(n -> n > 0))) {
      new ImportLogStore(connection).log(study.id, files, added, request.actor());
    }
    long watermark =
        JdbcStore.number(connection, "select seq from study_clock where study = " + study.id)
            .orElse(0);
    if (keep) {
      connection.commit();
    } else {
      connection.rollback();
    }
    return new ImportReport(
        slug(request.target()),
        study.id,
        study.created,
        files.stream().mapToLong(FileRead::rows).sum(),
        added,
        present,
        watermark,
        Duration.ofNanos(System.nanoTime() - started),
        notes);
  }

  private void write(List<ImportStep> steps, List<String> files, Map<String, Long> added)
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

  /** What the files had and the study had already. */
  private Map<String, Long> present() throws SQLException {
    Map<String, Long> present = new LinkedHashMap<>();
    present.put("comparisons", JdbcStore.number(connection, ImportSql.OLD_COMPARISONS).orElse(0));
    present.put("votes", JdbcStore.number(connection, ImportSql.OLD_VOTES).orElse(0));
    return present;
  }

  /** How many votes would be numbered; counted without making the study's own votes wait. */
  private long newVotes() throws SQLException {
    return JdbcStore.number(connection, ImportSql.NEW_VOTES).orElse(0);
  }

  /** Numbers and writes the votes: the study's own votes wait from here to the commit. */
  private long number(long study) throws SQLException {
    String id = Long.toString(study);
    OptionalLong before = JdbcStore.number(connection, VoteImportSql.NUMBERS.replace(":study", id));
    if (before.isEmpty()) {
      return 0;
    }
    String base = Long.toString(before.getAsLong());
    JdbcStore.run(connection, VoteImportSql.VOTES.replace(":study", id).replace(":before", base));
    return JdbcStore.run(
        connection, VoteImportSql.JUDGEMENTS.replace(":study", id).replace(":before", base));
  }

  private Study study(ImportRequest.Target target) throws SQLException, ImportRefused {
    NewStudy wanted = target.create();
    OptionalLong created =
        wanted == null ? OptionalLong.empty() : StudyCreationStore.create(connection, wanted);
    Study study = find(slug(target), created.isPresent());
    if (study == null) {
      throw new ImportRefused("study " + slug(target), "there is none of that name");
    }
    if (JdbcStore.number(connection, ImportSql.LOCK.formatted(study.id)).isEmpty()) {
      throw new ImportRefused(
          "study " + slug(target), "another import into it is running: wait until it is done");
    }
    return study;
  }

  private static String slug(ImportRequest.Target target) {
    if (target.study() == null) {
      throw new IllegalArgumentException("the study to import into is not named");
    }
    return target.study();
  }

  private @Nullable Study find(String slug, boolean created) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select id, overlap from study where slug = ?")) {
      query.setString(1, slug);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? new Study(rows.getLong(1), rows.getInt(2), created) : null;
      }
    }
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private static <T> T sql(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw new DatabaseException("the import failed: " + e.getMessage(), e);
    }
  }

  /** Ends the session; what was not committed is gone with it. */
  @Override
  public void close() {
    sql(
        () -> {
          connection.close();
          return true;
        });
  }
}
