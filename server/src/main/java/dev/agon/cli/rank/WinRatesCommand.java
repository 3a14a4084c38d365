package dev.agon.cli.rank;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.analysis.BaselineJudgements;
import dev.agon.analysis.Votes;
import dev.agon.cli.input.ReadingOptions;
import dev.agon.cli.rank.file.VoteOptions;
import dev.agon.cli.rank.report.BoardNotes;
import dev.agon.cli.rank.report.Report;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.terms.LengthControlled;
import dev.agon.ranking.terms.LengthControlled.Judgement;
import dev.agon.ranking.terms.LengthControlled.Rate;
import dev.agon.table.FileProblem;
import dev.agon.table.vote.AnalysisVotes;
import dev.agon.table.vote.TermColumns;
import dev.agon.table.vote.VoteFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code agon win-rates FILE --baseline ITEM}: win rates against one item, length-controlled. */
@Command(
    name = "win-rates",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures how often items beat a baseline, as it is and with lengths made equal.",
    footerHeading = "%n",
    footer = {
      ReadingOptions.FILES,
      "",
      "The votes are as for agon rank, with a column of prompts and, where lengths are to be"
          + " made equal, the lengths of both responses, in any unit, in columns left_length and"
          + " right_length; without them there are plain rates. Votes without the baseline are left"
          + " out. The model is that of length-controlled AlpacaEval, of all items"
          + " together; intervals are 95 %%, prompts being independent, and annotators where they"
          + " are named.",
      "",
      "Exit codes: 0 done; 2 wrong use or a bad file, reported as file:line:column on stderr.",
    })
public final class WinRatesCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The votes.")
  private List<Path> files = new ArrayList<>();

  @Mixin private VoteOptions columns = new VoteOptions();

  @Option(
      names = "--baseline",
      paramLabel = "ITEM",
      required = true,
      description = "The item that the others are compared with.")
  private String baseline = "";

  @Option(
      names = "--prompt",
      paramLabel = "COLUMN",
      description = "Column of the prompts (default: ${DEFAULT-VALUE}).")
  private String prompt = "prompt";

  @Option(
      names = "--probability",
      paramLabel = "COLUMN",
      description =
          "Column of the probability, 0 to 1, with which the left one is preferred, instead of a"
              + " winner.")
  private @Nullable String probability;

  /** Refused in words to whoever knows it from {@code agon rank}. */
  @Option(names = "--comparison", paramLabel = "COLUMN", hidden = true)
  private @Nullable String comparison;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /** Whether the file has lengths of responses. */
  private boolean lengths;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    try {
      check(line.getParseResult());
      VoteFile votes =
          columns.read(
              files,
              probability == null ? List.of(prompt) : List.of(prompt, probability),
              List.of("left_length", "right_length"),
              probability == null,
              "agon win-rates",
              line.getErr());
      Votes read = AnalysisVotes.votes(votes, List.of(prompt));
      lengths = read.lengths() != null;
      List<Judgement> judgements = BaselineJudgements.of(read, baseline, probabilities(votes));
      List<Rate> rates =
          LengthControlled.rates(judgements).stream()
              .sorted(Comparator.comparingDouble(this::rate).reversed())
              .toList();
      NoInterval reason = LengthControlled.noInterval(judgements);
      String note = reason == null ? null : reason.sentence();
      if (note != null) {
        line.getErr().println("agon win-rates: " + note);
      }
      line.getOut().print(json ? document(votes, rates, note) : table(votes, rates));
      line.getOut().flush();
      return 0;
    } catch (FileProblem e) {
      e.problems().forEach(problem -> line.getErr().println("agon win-rates: " + problem));
      return WRONG;
    } catch (IllegalArgumentException e) {
      line.getErr().println("agon win-rates: " + e.getMessage());
      return WRONG;
    }
  }

  private BaselineJudgements.@Nullable Probabilities probabilities(VoteFile votes) {
    return probability == null
        ? null
        : new BaselineJudgements.Probabilities(
            probability, TermColumns.numbers(probability, votes));
  }

  private void check(ParseResult line) {
    if (comparison != null) {
      throw new IllegalArgumentException(
          "--comparison does not apply to win rates: votes that depend on each other are named "
              + "by --prompt");
    }
    if (line.hasMatchedOption("--probability") && line.hasMatchedOption("--winner")) {
      throw new IllegalArgumentException("give either --winner or --probability");
    }
  }

  /** What items are sorted by. */
  private double rate(Rate rate) {
    return lengths ? rate.controlled() : rate.raw();
  }

  private String document(VoteFile votes, List<Rate> rates, @Nullable String note) {
    ObjectNode root = new ObjectMapper().createObjectNode().put("baseline", baseline);
    if (note != null) {
      root.put("interval_note", note);
    }
    ArrayNode list = root.putArray("items");
    for (Rate rate : rates) {
      ObjectNode item =
          list.addObject()
              .put("item", votes.items().name(rate.generator()))
              .put("win_rate", rate.raw())
              .put("win_rate_low", BoardNotes.known(rate.rawLow()))
              .put("win_rate_high", BoardNotes.known(rate.rawHigh()));
      if (lengths) {
        item.put("length_controlled", rate.controlled())
            .put("se", BoardNotes.known(rate.se()))
            .put("low", BoardNotes.known(rate.low()))
            .put("high", BoardNotes.known(rate.high()))
            .put("length_effect", rate.lengthEffect());
      }
      item.put("votes", rate.judgements());
    }
    return root.toPrettyString() + "\n";
  }

  private String table(VoteFile votes, List<Rate> rates) {
    int width =
        rates.stream()
            .mapToInt(rate -> Report.shown(votes.items().name(rate.generator())).length())
            .reduce("item".length(), Math::max);
    if (!lengths) {
      return plain(votes, rates, width);
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "win rates against %s, and with lengths made equal%n%n".formatted(Report.shown(baseline)));
    text.append(
        ("%-" + width + "s  %8s  %16s  %8s  %16s  %8s  %6s%n")
            .formatted("item", "win rate", "", "equal", "", "length", "votes"));
    for (Rate rate : rates) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-" + width + "s  %8.3f  %16s  %8.3f  %16s  %8.2f  %6d%n",
              Report.shown(votes.items().name(rate.generator())),
              rate.raw(),
              interval(rate.rawLow(), rate.rawHigh()),
              rate.controlled(),
              interval(rate.low(), rate.high()),
              rate.lengthEffect(),
              rate.judgements()));
    }
    return text.toString();
  }

  private String plain(VoteFile votes, List<Rate> rates, int width) {
    StringBuilder text = new StringBuilder();
    text.append(
        "win rates against %s; the file has no lengths that could be made equal%n%n"
            .formatted(Report.shown(baseline)));
    String row = "%-" + width + "s  %8s  %16s  %6s%n";
    text.append(row.formatted("item", "win rate", "", "votes"));
    for (Rate rate : rates) {
      text.append(
          row.formatted(
              Report.shown(votes.items().name(rate.generator())),
              String.format(Locale.ROOT, "%.3f", rate.raw()),
              interval(rate.rawLow(), rate.rawHigh()),
              rate.judgements()));
    }
    return text.toString();
  }

  private static String interval(double low, double high) {
    return Double.isNaN(low) ? "-" : String.format(Locale.ROOT, "(%.3f to %.3f)", low, high);
  }
}
