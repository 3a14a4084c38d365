package dev.agon.cli.reward;

import dev.agon.cli.reward.TextTable.Row;
import dev.agon.preference.Names;
import dev.agon.reward.PairsBuilder;
import dev.agon.reward.PreferencePairs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Reads pairs and their texts from files; every problem names file, line and column. */
final class PairFile {
  private static final String TURN = "\n\nAssistant:";
  private static final String ASKED = "\n\nHuman:";

  private final PairOptions options;
  private final SplittableRandom random;
  private final Map<String, String> textById = new HashMap<>();
  private final RewardTexts texts = new RewardTexts();
  private final Names groups = new Names();
  private final Names criteria = new Names();
  private final Map<String, Integer> excluded = new LinkedHashMap<>();
  private @Nullable TextTable table;

  private PairFile(PairOptions options, long seed) {
    this.options = options;
    this.random = new SplittableRandom(seed);
  }

  /** The pairs of a file. */
  static RewardData read(Path file, PairOptions options, long seed) throws BadInput {
    PairFile reader = new PairFile(options, seed);
    TextTable rows = TextTable.read(file);
    if (options.join != null) {
      PairOptions.Reference other = PairOptions.Reference.of(options.join, 1);
      rows = rows.joined(TextTable.read(other.file()), other.columns().getFirst());
    }
    return reader.read(rows);
  }

  private RewardData read(TextTable rows) throws BadInput {
    table = rows;
    if (options.texts != null) {
      readTexts(PairOptions.Reference.of(options.texts, 2));
    }
    boolean chosen = options.chosen != null && options.rejected != null;
    boolean labelled = options.first != null && options.second != null && options.label != null;
    if (chosen == labelled) {
      throw new BadInput("give either --chosen and --rejected, or --first, --second and --label");
    }
    if (options.criterion == null) {
      criteria.number("overall");
    } else {
      for (Row row : rows.rows()) {
        criteria.number(rows.field(row, options.criterion));
      }
    }
    PairsBuilder builder = PreferencePairs.builder(all(criteria));
    for (Row row : rows.rows()) {
      add(builder, row, chosen);
    }
    PreferencePairs pairs = builder.build();
    if (pairs.rows() == 0) {
      throw new BadInput(rows.file() + ": holds no pairs");
    }
    return new RewardData(pairs, texts, all(groups), Map.copyOf(excluded));
  }

  private void readTexts(PairOptions.Reference from) throws BadInput {
    TextTable known = TextTable.read(from.file());
    for (Row row : known.rows()) {
      textById.put(
          known.field(row, from.columns().get(0)), known.field(row, from.columns().get(1)));
    }
  }

  private void add(PairsBuilder builder, Row row, boolean chosen) throws BadInput {
    boolean swap = chosen && random.nextBoolean();
    String one = response(row, chosen ? options.chosen : options.first);
    String other = response(row, chosen ? options.rejected : options.second);
    String prompt = options.prompt == null ? "" : field(row, options.prompt);
    if (options.dialogue) {
      int turn = lastTurn(one, other);
      prompt = one.substring(0, turn);
      one = one.substring(Math.min(one.length(), turn + TURN.length())).strip();
      other = other.substring(Math.min(other.length(), turn + TURN.length())).strip();
    }
    if (one.equals(other)) {
      excluded.merge("equal responses", 1, Integer::sum);
      return;
    }
    double[] shares = chosen ? new double[] {1, 0} : label(row);
    String asked = options.dialogue ? question(prompt) : prompt;
    int a = texts.item(asked, one);
    int b = texts.item(asked, other);
    int group = groups.number(options.group == null ? prompt : field(row, options.group));
    int criterion = options.criterion == null ? 0 : criteria.number(field(row, options.criterion));
    double first = swap ? 1 - shares[0] - shares[1] : shares[0];
    builder.pair(swap ? b : a, swap ? a : b, group).shares(criterion, first, shares[1]);
    describe(builder, row, criterion, swap);
  }

  private void describe(PairsBuilder builder, Row row, int criterion, boolean swap)
      throws BadInput {
    try {
      if (options.weight != null) {
        builder.weight(number(row, options.weight));
      }
      if (options.firstScore != null && options.secondScore != null) {
        double a = number(row, options.firstScore);
        double b = number(row, options.secondScore);
        builder.scores(criterion, swap ? b : a, swap ? a : b);
      }
    } catch (IllegalArgumentException e) {
      throw table().problem(row, String.valueOf(options.weight), String.valueOf(e.getMessage()));
    }
    if (options.shownFirst != null) {
      String side = field(row, options.shownFirst);
      int position = side.equals("first") ? 1 : side.equals("second") ? -1 : 0;
      if (position == 0) {
        throw table().problem(row, options.shownFirst, "'" + side + "' is not first or second");
      }
      builder.position(swap ? -position : position);
    }
  }

  private String response(Row row, @Nullable String column) throws BadInput {
    String value = field(row, String.valueOf(column));
    if (options.texts == null) {
      return value;
    }
    String text = textById.get(value);
    if (text == null) {
      throw table().problem(row, String.valueOf(column), "no text has the id '" + value + "'");
    }
    return text;
  }

  /** Shares of the first and of ties. */
  private double[] label(Row row) throws BadInput {
    String text = field(row, String.valueOf(options.label));
    return switch (text) {
      case "first", "left", "a", "A", "a1", "model_a" -> new double[] {1, 0};
      case "second", "right", "b", "B", "a2", "model_b" -> new double[] {0, 0};
      case "tie", "equal", "both_bad", "tie (bothbad)" -> new double[] {0, 1};
      default -> {
        double share = number(row, String.valueOf(options.label));
        if (!(share >= 0 && share <= 1)) {
          throw table().problem(row, String.valueOf(options.label), text + " is not in 0..1");
        }
        yield new double[] {share, 0};
      }
    };
  }

  private double number(Row row, String column) throws BadInput {
    String text = field(row, column);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw table().problem(row, column, "'" + text + "' is not known and not a number");
    }
  }

  private String field(Row row, String column) throws BadInput {
    return table().field(row, column);
  }

  private TextTable table() {
    return Objects.requireNonNull(table);
  }

  private static int lastTurn(String one, String other) {
    int same = 0;
    int most = Math.min(one.length(), other.length());
    while (same < most && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return Math.max(0, one.lastIndexOf(TURN, same));
  }

  /** The last thing that was asked in a dialogue. */
  private static String question(String dialogue) {
    int from = dialogue.lastIndexOf(ASKED);
    return (from < 0 ? dialogue : dialogue.substring(from + ASKED.length())).strip();
  }

  private static List<String> all(Names names) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      all.add(names.name(i));
    }
    return all;
  }
}
