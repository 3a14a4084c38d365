package dev.agon.cli.rank;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Names;
import dev.agon.preference.Outcome;
import dev.agon.ranking.LengthControlled;
import dev.agon.ranking.LengthControlled.Judgement;
import dev.agon.ranking.LengthControlled.Rate;
import dev.agon.ranking.NoInterval;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agon win-rates FILE --baseline ITEM}: win rates against one item, length-controlled. */
@Command(
    name = "win-rates",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Tells how often items beat a baseline, as it is and with lengths made equal.",
    footerHeading = "%n",
    footer = {
      "FILE is a file of votes as for agon rank, with a column of prompts and the lengths of both"
          + " responses, in any unit, in columns left_length and right_length. Votes without the"
          + " baseline are left out. The model is that of length-controlled AlpacaEval, of all items"
          + " together; intervals are 95 %% over prompts.",
      "",
      "Exit codes: 0 done; 2 wrong use or a bad file, told as file:line:column on stderr.",
    })
public final class WinRatesCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The votes.")
  private Path file = Path.of("");

  @Mixin private VoteOptions columns = new VoteOptions();

  @Option(
      names = "--baseline",
      paramLabel = "ITEM",
      required = true,
      description = "The item that the others are held against.")
  private String baseline = "";

  @Option(
      names = "--prompt",
      paramLabel = "COLUMN",
      description = "Column of the prompts (default: ${DEFAULT-VALUE}).")
  private String prompt = "prompt";

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    try {
      VoteFile votes =
          VoteFile.read(file, columns.columns(List.of("left_length", "right_length", prompt)));
      List<Judgement> judgements = judgements(votes);
      List<Rate> rates =
          LengthControlled.rates(judgements).stream()
              .sorted(Comparator.comparingDouble(Rate::controlled).reversed())
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
      line.getErr().println("agon win-rates: " + e.getMessage());
      return WRONG;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
  }

  private List<Judgement> judgements(VoteFile votes) {
    double[] left = TermColumns.numbers("left_length", votes);
    double[] right = TermColumns.numbers("right_length", votes);
    String[] prompts = votes.extra(prompt);
    Names known = new Names();
    List<Judgement> judgements = new ArrayList<>();
    for (int row = 0; row < votes.table().rows(); row++) {
      boolean first = votes.items().name(votes.table().first(row)).equals(baseline);
      if (!first && !votes.items().name(votes.table().second(row)).equals(baseline)) {
        continue;
      }
      Outcome outcome = Outcome.of(votes.table().outcomeCode(row));
      double preferred =
          switch (first ? outcome.swapped() : outcome) {
            case FIRST -> 1;
            case SECOND -> 0;
            case TIE, BOTH_BAD -> 0.5;
          };
      judgements.add(
          new Judgement(
              first ? votes.table().second(row) : votes.table().first(row),
              known.number(prompts[row]),
              preferred,
              first ? right[row] : left[row],
              first ? left[row] : right[row]));
    }
    if (judgements.isEmpty()) {
      throw new IllegalArgumentException("no vote is on the baseline '" + baseline + "'");
    }
    return judgements;
  }

  private String document(VoteFile votes, List<Rate> rates, @Nullable String note) {
    ObjectNode root = new ObjectMapper().createObjectNode().put("baseline", baseline);
    if (note != null) {
      root.put("interval_note", note);
    }
    ArrayNode list = root.putArray("items");
    for (Rate rate : rates) {
      list.addObject()
          .put("item", votes.items().name(rate.generator()))
          .put("win_rate", rate.raw())
          .put("win_rate_low", BoardNotes.known(rate.rawLow()))
          .put("win_rate_high", BoardNotes.known(rate.rawHigh()))
          .put("length_controlled", rate.controlled())
          .put("se", BoardNotes.known(rate.se()))
          .put("low", BoardNotes.known(rate.low()))
          .put("high", BoardNotes.known(rate.high()))
          .put("length_effect", rate.lengthEffect())
          .put("votes", rate.judgements());
    }
    return root.toPrettyString() + "\n";
  }

  private String table(VoteFile votes, List<Rate> rates) {
    int width =
        rates.stream()
            .mapToInt(rate -> Report.shown(votes.items().name(rate.generator())).length())
            .reduce("item".length(), Math::max);
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

  private static String interval(double low, double high) {
    return Double.isNaN(low) ? "-" : String.format(Locale.ROOT, "(%.3f to %.3f)", low, high);
  }
}
