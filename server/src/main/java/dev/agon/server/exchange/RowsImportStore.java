package dev.agon.server.exchange;

import dev.agon.server.exchange.load.AnswerStore;
import dev.agon.server.exchange.load.ImportLogStore;
import dev.agon.server.exchange.load.ImportSessionStore;
import dev.agon.server.exchange.load.ImportSql;
import dev.agon.server.exchange.load.ImportStep;
import dev.agon.server.exchange.load.JdbcStore;
import dev.agon.server.exchange.load.NewStudy;
import dev.agon.server.exchange.load.StudyCreationStore;
import dev.agon.server.exchange.load.VoteImportSql;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes staged rows into a study. */
final class RowsImportStore {
  private final ImportSessionStore session;
  private final Connection connection;
  private final ImportRequest request;
  private final String slug;

  private RowsImportStore(
      ImportSessionStore session, Connection connection, ImportRequest request) {
    this.session = session;
    this.connection = connection;
    this.request = request;
    String named = request.target().study();
    if (named == null) {
      throw new IllegalArgumentException("the study to import into is not named");
    }
    this.slug = named;
  }

  private record Study(long id, int overlap, boolean created) {}

  /**
   * Checks and writes everything that was staged, or nothing; without {@code keep} nothing stays.
   */
  static ImportReport write(
      ImportSessionStore session,
      ImportRequest request,
      List<ImportSessionStore.FileRead> files,
      List<String> notes,
      ImportProgress progress,
      boolean keep)
      throws ImportRefused {
    return session.write(
        files.getFirst().name(),
        files.stream().mapToLong(ImportSessionStore.FileRead::rows).sum(),
        connection ->
            new RowsImportStore(session, connection, request).write(files, notes, progress, keep));
  }

  private ImportReport write(
      List<ImportSessionStore.FileRead> files,
      List<String> notes,
      ImportProgress progress,
      boolean keep)
      throws SQLException, ImportRefused {
    Study study = study();
    Integer overlap = request.target().overlap();
    List<ImportStep.Phase> phases =
        ImportStep.phases(
            study.id,
            overlap == null ? study.overlap : overlap,
            request.target().compared(),
            request.annotators());
    List<String> names = files.stream().map(ImportSessionStore.FileRead::name).toList();
    Map<String, Long> added = new LinkedHashMap<>();
    for (int k = 0; k < phases.size(); k++) {
      progress.writing(phases.get(k).what(), k + 1, phases.size() + 1);
      session.take(phases.get(k).steps(), names, added);
      if (phases.get(k).what().equals("votes") && request.reading().kind().hasAnswers()) {
        new AnswerStore(connection, study.id).read(names);
      }
    }
    Map<String, Long> present = present();
    progress.writing("numbers", phases.size() + 1, phases.size() + 1);
    long started = System.nanoTime();
    added.put("votes", keep ? number(study.id) : newVotes());
    if (study.created || added.values().stream().anyMatch(n -> n > 0)) {
      new ImportLogStore(connection).log(study.id, files, added, request.actor());
    }
    long watermark =
        JdbcStore.number(connection, "select seq from study_clock where study = " + study.id)
            .orElse(0);
    session.end(keep);
    Duration held = Duration.ofNanos(System.nanoTime() - started);
    long rows = files.stream().mapToLong(ImportSessionStore.FileRead::rows).sum();
    return new ImportReport(
        slug, study.id, study.created, rows, added, present, watermark, held, notes);
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
    JdbcStore.run(
        connection, VoteImportSql.JUDGEMENTS.replace(":study", id).replace(":before", base));
    if (request.reading().kind().hasAnswers()) {
      JdbcStore.run(
          connection,
          VoteImportSql.JUDGEMENTS_OF_ANSWERS.replace(":study", id).replace(":before", base));
    }
    return newVotes();
  }

  private Study study() throws SQLException, ImportRefused {
    NewStudy wanted = request.target().create();
    OptionalLong created =
        wanted == null ? OptionalLong.empty() : StudyCreationStore.create(connection, wanted);
    Study study = find(created.isPresent());
    if (study == null) {
      throw new ImportRefused("study " + slug, "not found");
    }
    if (JdbcStore.number(connection, ImportSql.LOCK.formatted(study.id)).isEmpty()) {
      throw new ImportRefused(
          "study " + slug, "another import into it is running: wait until it is done");
    }
    return study;
  }

  private @Nullable Study find(boolean created) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select id, overlap from study where slug = ?")) {
      query.setString(1, slug);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? new Study(rows.getLong(1), rows.getInt(2), created) : null;
      }
    }
  }
}
