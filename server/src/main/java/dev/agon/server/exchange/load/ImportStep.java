package dev.agon.server.exchange.load;

import dev.agon.server.core.AnnotatorKind;
import java.util.ArrayList;
import java.util.List;

/** One statement of the transaction that checks and writes what was staged. */
public sealed interface ImportStep {
  String sql();

  /** Prepares what later statements need. */
  public record Prepare(String sql) implements ImportStep {}

  /** Answers what is wrong: file, line, column, message. Refuses the import if anything is. */
  public record Check(String sql) implements ImportStep {}

  /** Adds rows to the study, counted under a name. */
  public record Add(String what, String sql) implements ImportStep {}

  /** Statements that a person may know as one thing. */
  public record Phase(String what, List<ImportStep> steps) {}

  /**
   * All phases but the last, which numbers the votes.
   *
   * @param study the database's id
   * @param overlap judgements wanted of a new comparison
   */
  public static List<Phase> phases(
      long study, int overlap, ComparisonChoice compared, AnnotatorKind annotators) {
    List<Phase> phases = new ArrayList<>();
    for (Phase phase :
        List.of(prompts(), responses(), comparisons(compared), votes(), annotators(), places())) {
      phases.add(
          new Phase(
              phase.what,
              phase.steps.stream()
                  .map(step -> step.with(study, overlap, annotators.label()))
                  .toList()));
    }
    return phases;
  }

  private ImportStep with(long study, int overlap, String kind) {
    String filled =
        sql()
            .replace(":study", Long.toString(study))
            .replace(":overlap", Integer.toString(overlap))
            .replace(":kind", kind);
    return switch (this) {
      case Prepare _ -> new Prepare(filled);
      case Check _ -> new Check(filled);
      case Add add -> new Add(add.what, filled);
    };
  }

  private static Phase prompts() {
    return new Phase(
        "prompts",
        List.of(
            new Prepare(StagingSql.ANALYZE),
            new Prepare(ContentSql.FIRST_PROMPTS),
            new Check(ContentSql.PROMPTS_THAT_DIFFER),
            new Check(ContentSql.PROMPTS_THAT_DIFFER_FROM_STUDY),
            new Add("prompts", ContentSql.PROMPTS),
            new Prepare(ContentSql.KNOWN_PROMPTS),
            new Prepare("analyze known_prompt")));
  }

  private static Phase responses() {
    return new Phase(
        "responses",
        List.of(
            new Prepare(ContentSql.FIRST_RESPONSES),
            new Check(ContentSql.RESPONSES_THAT_DIFFER),
            new Check(ContentSql.RESPONSES_WITHOUT_PROMPT),
            new Check(ContentSql.RESPONSES_THAT_DIFFER_FROM_STUDY),
            new Add("generators", ContentSql.GENERATORS),
            new Add("responses", ContentSql.RESPONSES),
            new Prepare(ContentSql.KNOWN_RESPONSES),
            new Prepare("analyze known_response")));
  }

  private static Phase comparisons(ComparisonChoice compared) {
    List<ImportStep> steps = new ArrayList<>();
    steps.add(new Prepare(ContentSql.PAIRS));
    steps.add(new Check(ContentSql.PAIRS_WITHOUT_RESPONSE));
    if (compared == ComparisonChoice.PAIRS) {
      steps.add(new Prepare(ContentSql.ALL_PAIRS));
    }
    steps.add(new Prepare("analyze wanted_pair"));
    steps.add(new Check(ContentSql.PAIRS_UNLIKE_THEIR_ID));
    steps.add(new Check(ContentSql.PAIRS_WITH_ANOTHER_ID));
    steps.add(new Prepare(ContentSql.NEW_COMPARISONS));
    steps.add(new Prepare("analyze new_comparison"));
    steps.add(new Prepare(ContentSql.NAME_COMPARISONS));
    steps.add(new Prepare(ContentSql.MATCHUPS));
    steps.add(new Add("comparisons", ContentSql.COMPARISONS));
    if (compared == ComparisonChoice.TOGETHER) {
      steps.add(new Prepare(GallerySql.GALLERIES));
      steps.add(new Check(GallerySql.TOO_LARGE));
      steps.add(new Prepare(GallerySql.MATCHUPS));
      steps.add(new Add("comparisons", GallerySql.COMPARISONS));
      steps.add(new Add("places", GallerySql.PLACES));
    }
    return new Phase("comparisons", steps);
  }

  private static Phase votes() {
    return new Phase(
        "votes",
        List.of(
            new Prepare(VoteImportSql.KNOWN_COMPARISONS),
            new Prepare("analyze known_comparison"),
            new Prepare(VoteImportSql.RESOLVED),
            new Prepare(VoteImportSql.RESOLVED_BY_SIDES),
            new Prepare("analyze resolved_vote"),
            new Check(VoteImportSql.VOTES_WITHOUT_COMPARISON),
            new Check(VoteImportSql.VOTES_ON_OTHER_RESPONSES),
            new Prepare(VoteImportSql.KEYED),
            new Prepare(VoteImportSql.NEW_VOTES),
            new Prepare("analyze new_vote"),
            new Check(VoteImportSql.TOO_MANY_WHILE_RUNNING)));
  }

  private static Phase annotators() {
    return new Phase(
        "annotators",
        List.of(
            new Check(VoteImportSql.ANNOTATORS_THAT_JOINED),
            new Add("annotators", VoteImportSql.ANNOTATORS),
            new Prepare(VoteImportSql.NAME_ANONYMOUS),
            new Add("annotators", VoteImportSql.ANNOTATORS)));
  }

  private static Phase places() {
    return new Phase(
        "places",
        List.of(
            new Prepare(VoteImportSql.FREE_PLACES),
            new Prepare(VoteImportSql.SEATS),
            new Prepare("analyze seat"),
            new Prepare(VoteImportSql.FILL_PLACES),
            new Add("places", VoteImportSql.ADD_PLACES),
            new Add("places", VoteImportSql.FREE_NEW_PLACES),
            new Prepare(VoteImportSql.WANTED)));
  }
}
