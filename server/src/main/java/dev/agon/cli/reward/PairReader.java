package dev.agon.cli.reward;

import dev.agon.cli.input.ReadingOptions;
import dev.agon.preference.Names;
import dev.agon.reward.pairs.PairsBuilder;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.table.FileProblem;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.TableReading;
import dev.agon.table.Winners;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads pairs and their texts from files; every problem names file, line and column. */
final class PairReader {
  private static final String TURN = "\n\nAssistant:";
  private static final String ASKED = "\n\nHuman:";
  private static final double[] CHOSEN = {1, 0};

  private final PairOptions options;
  private final Winners winners;
  private final SplittableRandom random;
  private final Map<String, String> textById = new HashMap<>();
  private final RewardTexts texts = new RewardTexts();
  private final Names groups = new Names();
  private final Names criteria = new Names();
  private final Map<String, Integer> excluded = new LinkedHashMap<>();
  private final List<Pair> pairs = new ArrayList<>();
  private final boolean chosen;
  private @Nullable TextTable join;
  private String joinColumn = "";

  /**
   * What a row says.
   *
   * @param group what splits never cut
   * @param asked the prompt as the encoder reads it
   * @param shares of the first and of ties; empty when the row is to be left out
   * @param scores of both; empty when they have none
   * @param position 1 when the first was shown first, -1 when second, 0 when not known
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Pair(
      String group,
      String asked,
      String one,
      String other,
      double[] shares,
      String criterion,
      double weight,
      double[] scores,
      int position) {}

  private PairReader(PairOptions options, long seed) throws BadInput {
    this.options = options;
    this.random = new SplittableRandom(seed);
    this.winners = options.winners.winners();
    chosen = options.isChosen();
  }

  /** The pairs of some files. */
  static RewardData read(
      List<Path> files, PairOptions options, ReadingOptions reading, long seed, PrintWriter err)
      throws BadInput, FileProblem {
    PairReader reader = new PairReader(options, seed);
    if (options.join != null) {
      PairOptions.Reference other = PairOptions.Reference.of(options.join, 1);
      reader.joinColumn = other.columns().getFirst();
      reader.join = TextTable.by(reader.joinColumn, other.file());
    }
    if (options.texts != null) {
      reader.readTexts(PairOptions.Reference.of(options.texts, 2));
    }
    TableReading.Done done = reading.reading(files).read(reader::parse);
    reading.tell(err, "agon train", done);
    return reader.build(files);
  }

  private RewardData build(List<Path> files) throws BadInput {
    if (options.criterion == null) {
      criteria.number("overall");
    }
    for (Pair pair : pairs) {
      criteria.number(pair.criterion);
    }
    if (criteria.size() == 0) {
      throw new BadInput(files.getFirst() + ": has no pairs: " + whyNone());
    }
    PairsBuilder builder = PreferencePairs.builder(all(criteria));
    for (Pair pair : pairs) {
      add(builder, pair);
    }
    PreferencePairs built = builder.build();
    if (built.rows() == 0) {
      throw new BadInput(files.getFirst() + ": has no pairs: " + whyNone());
    }
    return new RewardData(built, texts, all(groups), Map.copyOf(excluded));
  }

  private String whyNone() {
    if (pairs.isEmpty() && excluded.isEmpty()) {
      return "no row has a row of the file of --join beside it";
    }
    return "its rows were all left out (%s)"
        .formatted(
            excluded.entrySet().stream()
                .map(reason -> reason.getKey() + ": " + reason.getValue())
                .collect(Collectors.joining(", ")));
  }

  private void readTexts(PairOptions.Reference from) throws FileProblem {
    String id = from.columns().get(0);
    String text = from.columns().get(1);
    new TableReading(List.of(from.file()), null)
        .read(List.of(id, text), row -> textById.put(row.name(id), row.said(text)));
  }

  private void add(PairsBuilder builder, Pair pair) {
    boolean swap = chosen && random.nextBoolean();
    if (pair.one.equals(pair.other)) {
      excluded.merge("equal responses", 1, Integer::sum);
      return;
    }
    int a = texts.item(pair.asked, pair.one);
    int b = texts.item(pair.asked, pair.other);
    int group = groups.number(pair.group);
    int criterion = criteria.number(pair.criterion);
    double first = swap ? 1 - pair.shares[0] - pair.shares[1] : pair.shares[0];
    builder
        .pair(swap ? b : a, swap ? a : b, group)
        .shares(criterion, first, pair.shares[1])
        .weight(pair.weight)
        .position(swap ? -pair.position : pair.position);
    if (pair.scores.length > 0) {
      builder.scores(criterion, pair.scores[swap ? 1 : 0], pair.scores[swap ? 0 : 1]);
    }
  }

  private void parse(Row alone) throws RowProblem {
    Row row = join == null ? alone : join.joined(alone, joinColumn);
    if (row == null) {
      return;
    }
    String firstColumn = String.valueOf(chosen ? options.chosen : options.first);
    String secondColumn = String.valueOf(chosen ? options.rejected : options.second);
    RowTexts said =
        options.texts == null
            ? RowTexts.of(row, firstColumn, secondColumn)
            : new RowTexts("", known(row, firstColumn), known(row, secondColumn));
    String prompt = options.prompt == null ? said.prompt() : RowTexts.prompt(row, options.prompt);
    String one = said.one();
    String other = said.other();
    String asked = prompt;
    if (options.dialogue) {
      int turn = lastTurn(one, other);
      prompt = one.substring(0, turn);
      one = one.substring(Math.min(one.length(), turn + TURN.length())).strip();
      other = other.substring(Math.min(other.length(), turn + TURN.length())).strip();
      asked = question(prompt);
    }
    double[] shares = chosen ? CHOSEN : label(row);
    String criterion = options.criterion == null ? "overall" : row.name(options.criterion);
    Pair pair =
        new Pair(
            options.group == null ? ownGroup(prompt) : row.said(options.group),
            asked,
            one,
            other,
            shares,
            criterion,
            weight(row),
            scores(row),
            position(row));
    if (shares.length == 0) {
      excluded.merge("skipped by --outcome", 1, Integer::sum);
    } else {
      pairs.add(pair);
    }
  }

  /** What pairs of one prompt share; pairs that tell none depend on each other by texts only. */
  private String ownGroup(String prompt) {
    return prompt.isEmpty() && options.prompt == null ? "pair " + (pairs.size() + 1) : prompt;
  }

  private double weight(Row row) throws RowProblem {
    if (options.weight == null) {
      return 1;
    }
    double weight = number(row, options.weight);
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw row.problem(options.weight, "a weight is finite and above 0, not " + weight);
    }
    return weight;
  }

  private double[] scores(Row row) throws RowProblem {
    return options.firstScore == null || options.secondScore == null
        ? new double[0]
        : new double[] {number(row, options.firstScore), number(row, options.secondScore)};
  }

  private int position(Row row) throws RowProblem {
    if (options.shownFirst == null) {
      return 0;
    }
    String side = row.text(options.shownFirst);
    return switch (side) {
      case "first" -> 1;
      case "second" -> -1;
      default -> throw row.problem(options.shownFirst, "'" + side + "' is not first or second");
    };
  }

  private String known(Row row, String column) throws RowProblem {
    String id = row.name(column);
    String text = textById.get(id);
    if (text == null) {
      throw row.problem(column, "no text has the id '" + id + "'");
    }
    return text;
  }

  /** Shares of the first and of ties; none when the word is to be skipped. */
  private double[] label(Row row) throws RowProblem {
    String column = Objects.requireNonNull(options.label);
    String word = row.name(column);
    return switch (winners.meaning(word)) {
      case Winners.Meaning.Vote vote ->
          switch (vote.outcome()) {
            case FIRST -> new double[] {1, 0};
            case SECOND -> new double[] {0, 0};
            case TIE, BOTH_BAD -> new double[] {0, 1};
          };
      case Winners.Meaning.Skipped _ -> new double[0];
      case Winners.Meaning.Unknown _, Winners.Meaning.Ambiguous _ ->
          new double[] {share(row, column, word), 0};
    };
  }

  private double share(Row row, String column, String word) throws RowProblem {
    double share;
    try {
      share = Double.parseDouble(word);
    } catch (NumberFormatException _) {
      throw row.problem(
          column,
          winners.refusal(word, new Winners.Meaning.Unknown()) + "; or a share from 0 to 1");
    }
    if (!(share >= 0 && share <= 1)) {
      throw row.problem(column, word + " is not in 0..1");
    }
    return share;
  }

  private static double number(Row row, String column) throws RowProblem {
    String text = row.text(column);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw row.problem(column, "'" + text + "' is not a number");
    }
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
