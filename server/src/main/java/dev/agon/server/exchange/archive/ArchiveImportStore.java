package dev.agon.server.exchange.archive;

import dev.agon.server.exchange.load.ArchiveSql;
import dev.agon.server.exchange.load.ImportLogStore;
import dev.agon.server.exchange.load.ImportSessionStore;
import dev.agon.server.exchange.load.ImportStep;
import dev.agon.server.exchange.load.StudyCreationStore;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Writes a staged export as a study of its own. */
public final class ArchiveImportStore {
  private final ImportSessionStore session;
  private final Connection connection;
  private final Archive archive;

  private ArchiveImportStore(ImportSessionStore session, Connection connection, Archive archive) {
    this.session = session;
    this.connection = connection;
    this.archive = archive;
  }

  /**
   * An export that was staged.
   *
   * @param slug the study's name here
   * @param manifestFile its rows are those of all files
   */
  public record Archive(
      String slug, ArchiveManifest manifest, ImportSessionStore.FileRead manifestFile) {}

  /**
   * Checks and writes everything that was staged, or nothing; without {@code keep} nothing stays.
   */
  public static ImportReport write(
      ImportSessionStore session,
      Archive archive,
      String actor,
      ImportProgress progress,
      boolean keep)
      throws ImportRefused {
    return session.write(
        archive.manifestFile.name(),
        archive.manifestFile.rows(),
        connection ->
            new ArchiveImportStore(session, connection, archive).write(actor, progress, keep));
  }

  private ImportReport write(String actor, ImportProgress progress, boolean keep)
      throws SQLException, ImportRefused {
    List<String> names = Arrays.stream(ArchiveFile.values()).map(ArchiveFile::fileName).toList();
    Map<String, Long> added = new LinkedHashMap<>();
    progress.writing("checks", 1, 1);
    session.take(ArchiveSteps.checks(archive.manifest.watermark()), names, added);
    OptionalLong study = insertStudy();
    if (study.isEmpty()) {
      ImportReport unchanged = unchanged();
      session.end(false);
      return unchanged;
    }
    List<ImportStep.Phase> phases =
        ArchiveSteps.phases(study.getAsLong(), archive.manifest.watermark());
    for (int k = 0; k < phases.size(); k++) {
      progress.writing(phases.get(k).what(), k + 1, phases.size());
      session.take(phases.get(k).steps(), names, added);
    }
    new ImportLogStore(connection)
        .log(study.getAsLong(), List.of(archive.manifestFile), added, actor);
    session.end(keep);
    return report(study.getAsLong(), true, added, List.of());
  }

  private ImportReport report(
      long study, boolean created, Map<String, Long> added, List<String> notes) {
    return new ImportReport(
        archive.slug,
        study,
        created,
        archive.manifestFile.rows(),
        added,
        Map.of(),
        archive.manifest.watermark(),
        Duration.ZERO,
        notes);
  }

  private OptionalLong insertStudy() throws SQLException {
    String sql = ArchiveSteps.filled(ArchiveSql.STUDY, 0, 0);
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, archive.slug);
      insert.setString(2, StudyCreationStore.code());
      insert.setString(3, StudyCreationStore.code());
      try (ResultSet rows = insert.executeQuery()) {
        return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /** The study is there: well if it came from this very export, else a conflict. */
  private ImportReport unchanged() throws SQLException, ImportRefused {
    try (PreparedStatement query = connection.prepareStatement(ArchiveSql.IMPORTED_BEFORE)) {
      query.setString(1, archive.slug);
      query.setString(2, archive.manifestFile.sha256());
      try (ResultSet rows = query.executeQuery()) {
        if (rows.next()) {
          return report(rows.getLong(1), false, Map.of(), List.of("imported before"));
        }
      }
    }
    throw new ImportRefused(
        "study " + archive.slug, "exists already, and not from this export: give it another name");
  }
}
