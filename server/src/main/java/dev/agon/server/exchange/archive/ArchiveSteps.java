package dev.agon.server.exchange.archive;

import dev.agon.server.exchange.load.ArchiveSql;
import dev.agon.server.exchange.load.ImportStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is done to write a staged export. */
final class ArchiveSteps {
  private ArchiveSteps() {}

  /** What must hold before anything is written. */
  static List<ImportStep> checks(long watermark) {
    return List.of(
        new ImportStep.Prepare(ArchiveSql.ANALYZE),
        dangling(ArchiveFile.GENERATORS, "parent", ArchiveFile.GENERATORS, "name"),
        dangling(ArchiveFile.RESPONSES, "prompt_id", ArchiveFile.PROMPTS, "prompt_id"),
        dangling(ArchiveFile.RESPONSES, "generator", ArchiveFile.GENERATORS, "name"),
        dangling(ArchiveFile.COMPARISONS, "prompt_id", ArchiveFile.PROMPTS, "prompt_id"),
        dangling(ArchiveFile.PLACES, "comparison", ArchiveFile.COMPARISONS, "comparison"),
        dangling(ArchiveFile.PLACES, "annotator", ArchiveFile.ANNOTATORS, "annotator"),
        dangling(ArchiveFile.VOTES, "annotator", ArchiveFile.ANNOTATORS, "annotator"),
        dangling(ArchiveFile.EVENTS, "annotator", ArchiveFile.ANNOTATORS, "annotator"),
        dangling(ArchiveFile.SKIPS, "annotator", ArchiveFile.ANNOTATORS, "annotator"),
        dangling(ArchiveFile.SKIPS, "comparison", ArchiveFile.COMPARISONS, "comparison"),
        new ImportStep.Check(filled(ArchiveCheckSql.UNKNOWN_POLICIES, 0, watermark)),
        new ImportStep.Check(filled(ArchiveCheckSql.UNKNOWN_READING_LEVELS, 0, watermark)),
        new ImportStep.Check(filled(ArchiveCheckSql.VOTES_WITHOUT_PLACE, 0, watermark)),
        new ImportStep.Check(filled(ArchiveCheckSql.NUMBERS_WITH_HOLES, 0, watermark)));
  }

  /** The writing itself, after the study's own row. */
  static List<ImportStep.Phase> phases(long study, long watermark) {
    List<ImportStep> settings = new ArrayList<>();
    ArchiveSql.SETTINGS.forEach(sql -> settings.add(prepare(sql, study, watermark)));
    List<ImportStep> responses = new ArrayList<>();
    responses.add(add("generators", ArchiveSql.GENERATORS, study));
    responses.add(prepare(ArchiveSql.PARENTS, study, watermark));
    responses.add(add("prompts", ArchiveSql.PROMPTS, study));
    ArchiveSql.WRITTEN_PROMPTS.forEach(sql -> responses.add(prepare(sql, study, watermark)));
    responses.add(add("responses", ArchiveSql.RESPONSES, study));
    List<ImportStep> places = new ArrayList<>();
    places.add(add("annotators", ArchiveSql.ANNOTATORS, study));
    ArchiveSql.WRITTEN_COMPARISONS.forEach(sql -> places.add(prepare(sql, study, watermark)));
    places.add(prepare(ArchiveSql.LANGUAGES, study, watermark));
    places.add(prepare(ArchiveSql.NUMBERED_PLACES, study, watermark));
    places.add(prepare("analyze numbered_place", study, watermark));
    places.add(add("places", ArchiveSql.PLACES, study));
    return List.of(
        new ImportStep.Phase("settings", settings),
        new ImportStep.Phase("prompts and responses", responses),
        new ImportStep.Phase(
            "comparisons",
            List.of(
                prepare(ArchiveSql.NAMED_COMPARISONS, study, watermark),
                new ImportStep.Check(
                    filled(ArchiveSql.COMPARISONS_WITHOUT_RESPONSE, study, watermark)),
                prepare(ArchiveSql.MATCHUPS, study, watermark),
                add("comparisons", ArchiveSql.COMPARISONS, study))),
        new ImportStep.Phase("places", places),
        new ImportStep.Phase(
            "votes",
            List.of(
                add("votes", ArchiveSql.VOTES, study),
                prepare(ArchiveSql.JUDGEMENTS, study, watermark),
                add("events", ArchiveSql.EVENTS, study),
                add("skips", ArchiveSql.SKIPS, study))));
  }

  private static ImportStep dangling(
      ArchiveFile file, String field, ArchiveFile other, String key) {
    return new ImportStep.Check(ArchiveCheckSql.dangling(file, field, other, key));
  }

  private static ImportStep add(String what, String sql, long study) {
    return new ImportStep.Add(what, filled(sql, study, 0));
  }

  private static ImportStep prepare(String sql, long study, long watermark) {
    return new ImportStep.Prepare(filled(sql, study, watermark));
  }

  /** A statement with its numbers filled in. */
  static String filled(String sql, long study, long watermark) {
    String filled = sql;
    for (ArchiveFile file : ArchiveFile.values()) {
      String name = ":" + file.name().toLowerCase(Locale.ROOT) + "_file";
      filled = filled.replace(name, Integer.toString(file.number()));
    }
    return filled
        .replace(":study", Long.toString(study))
        .replace(":watermark", Long.toString(watermark));
  }
}
