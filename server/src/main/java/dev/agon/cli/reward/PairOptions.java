package dev.agon.cli.reward;

import dev.agon.cli.input.WinnerOptions;
import dev.agon.reward.loss.Adjustment;
import dev.agon.reward.loss.Adjustment.Need;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.loss.VoteWeights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where in the files the pairs are. */
final class PairOptions {
  @Option(
      names = "--first",
      paramLabel = "COLUMN",
      description = "Column of the first response; with --second and --label.")
  @Nullable String first;

  @Option(names = "--second", paramLabel = "COLUMN", description = "Column of the second response.")
  @Nullable String second;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "Column of the judgement: first, second, tie and the other words of --outcome; or the share"
              + " of votes for the first, 0 to 1.")
  @Nullable String label;

  @Mixin WinnerOptions winners = new WinnerOptions();

  @Option(
      names = "--chosen",
      paramLabel = "COLUMN",
      description =
          "Column of the preferred response; with --rejected. Which is first is drawn by the seed.")
  @Nullable String chosen;

  @Option(names = "--rejected", paramLabel = "COLUMN", description = "Column of the other one.")
  @Nullable String rejected;

  @Option(
      names = "--dialogue",
      description =
          "The responses are whole dialogues: the prompt is what both begin with, up to the last"
              + " \"Assistant:\" that begins a paragraph.")
  boolean dialogue;

  @Option(names = "--prompt", paramLabel = "COLUMN", description = "Column of the prompt.")
  @Nullable String prompt;

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description = "Column of the groups that splits never divide (default: the prompt).")
  @Nullable String group;

  @Option(
      names = "--criterion",
      paramLabel = "COLUMN",
      description = "Column of the criterion's name, where there are several.")
  @Nullable String criterion;

  @Option(names = "--weight", paramLabel = "COLUMN", description = "Column of weights, above 0.")
  @Nullable String weight;

  @Option(
      names = "--first-score",
      paramLabel = "COLUMN",
      description = "Column of the first (or chosen) response's own rating.")
  @Nullable String firstScore;

  @Option(names = "--second-score", paramLabel = "COLUMN", description = "And of the other's.")
  @Nullable String secondScore;

  @Option(
      names = "--shown-first",
      paramLabel = "COLUMN",
      description = "Column that says which was shown first: first or second.")
  @Nullable String shownFirst;

  @Option(
      names = "--join",
      paramLabel = "FILE:COLUMN",
      description = "Another file's columns are added by a column that both have; other rows go.")
  @Nullable String join;

  @Option(
      names = "--texts",
      paramLabel = "FILE:ID:TEXT",
      description = "The responses are ids; their texts are in this file, in these columns.")
  @Nullable String texts;

  /** Whether pairs are told as chosen and rejected; otherwise as first, second and label. */
  boolean isChosen() {
    return chosen != null;
  }

  /**
   * Refuses what contradicts itself or would be ignored.
   *
   * @throws BadInput when it does
   */
  void check(PairLoss loss) throws BadInput {
    boolean whole =
        chosen == null
            ? first != null && second != null && label != null && rejected == null
            : rejected != null && first == null && second == null && label == null;
    if (!whole) {
      throw new BadInput("give either --chosen and --rejected, or --first, --second and --label");
    }
    if (dialogue && prompt != null) {
      throw new BadInput(
          "with --dialogue the prompt is read from the responses: leave out --prompt");
    }
    if ((firstScore == null) != (secondScore == null)) {
      throw new BadInput("--first-score and --second-score go together");
    }
    Optional<Adjustment> rated = loss.needing(Need.RATINGS);
    if (rated.isPresent() && firstScore == null) {
      throw new BadInput(
          "--loss %s needs each response's own rating: give --first-score and --second-score"
              .formatted(rated.get().name()));
    }
    if (rated.isEmpty() && firstScore != null) {
      throw new BadInput(
          "--loss %s uses no ratings: leave out --first-score and --second-score, or add"
                  .formatted(loss.name())
              + " gap-margin=S or gap-weight");
    }
    if (weight != null && loss.adjustments().stream().noneMatch(VoteWeights.class::isInstance)) {
      throw new BadInput(
          "--loss %s uses no weights: add weights to it, or leave out --weight"
              .formatted(loss.name()));
    }
    Optional<Adjustment> strong = loss.needing(Need.STRENGTHS);
    if (strong.isPresent()) {
      throw new BadInput(
          "--loss %s needs the strengths of a cross-fitted ensemble, which no file carries and this"
                  .formatted(strong.get().name())
              + " command does not make");
    }
  }

  /** What stands before the last n colons, as a file, and what stands after each. */
  record Reference(Path file, List<String> columns) {
    static Reference of(String text, int columns) throws BadInput {
      String[] parts = text.split(":", -1);
      if (parts.length < columns + 1) {
        throw new BadInput("'" + text + "' is not a file and " + columns + " column(s) after ':'");
      }
      int file = parts.length - columns;
      return new Reference(
          Path.of(String.join(":", Arrays.copyOf(parts, file))),
          List.of(Arrays.copyOfRange(parts, file, parts.length)));
    }
  }
}
