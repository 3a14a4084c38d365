package dev.agon.cli.reward;

import dev.agon.reward.pairs.Split;
import dev.agon.reward.pairs.Splits;
import dev.agon.table.Count;
import java.util.List;
import java.util.Optional;

/** Divides a file's pairs into training and test, or says why they cannot be divided. */
final class Divisions {
  private static final int SHOWN = 60;
  private static final String REMEDY =
      " Pairs that share a prompt or a response are never parted, since a model would be tested on"
          + " what it has learned. Leave such pairs out, take fewer --folds, or train without"
          + " judging: --evaluate none --out FOLDER.";

  private Divisions() {}

  /** Folds by group, equal texts in one. */
  static List<Split> folds(RewardData data, int folds, long seed) throws BadInput {
    int[] units = Splits.units(data.pairs(), data.texts().textOf());
    int count = Splits.count(units);
    if (folds >= 2 && count < folds) {
      throw new BadInput(
          "%d folds need %d groups of pairs that share no prompt and no response, and %s %d: %s.%s"
              .formatted(
                  folds,
                  folds,
                  data.pairs().rows() == 1
                      ? "this pair makes"
                      : "these %d pairs make".formatted(data.pairs().rows()),
                  count,
                  why(data),
                  REMEDY));
    }
    return Splits.folds(units, folds, seed);
  }

  /** Each group left out in turn. */
  static List<Split> leaveOneGroupOut(RewardData data) throws BadInput {
    List<Split> splits =
        Splits.leaveOneGroupOut(data.pairs(), data.texts().textOf(), data.groups());
    for (Split split : splits) {
      if (split.train().length == 0) {
        throw new BadInput(
            "with the group '%s' left out no pair is left to learn from: %s.%s"
                .formatted(split.name(), why(data), REMEDY));
      }
    }
    return splits;
  }

  private static String why(RewardData data) {
    Optional<Splits.Shared> shared = Splits.mostShared(data.pairs(), data.texts().textOf());
    if (shared.isEmpty()) {
      return data.groups().size() == 1
          ? "all of them are of one group"
          : "there are only %d groups".formatted(data.groups().size());
    }
    String text = data.texts().text(shared.get().text());
    return "the response %s stands in %d of them, of %s"
        .formatted(
            text.isEmpty() ? "\"\" (empty)" : "\"" + clipped(text) + "\"",
            shared.get().pairs(),
            Count.of(shared.get().groups(), "group"));
  }

  private static String clipped(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
