package dev.agon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Names;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Leaderboard;
import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;
import dev.agon.ranking.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A leaderboard as a table for people and as JSON for programs. */
final class RankReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WIDEST_NAME = 48;

  private final Leaderboard board;
  private final Names items;

  RankReport(Leaderboard board, Names items) {
    this.board = board;
    this.items = items;
  }

  /** What a reader of either form must know beside it. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    Prior prior = board.prior();
    if (prior != null && prior.reason() == Prior.Reason.UNDETERMINED && board.votes() > 0) {
      notes.add(
          "the votes alone determine no finite ratings; a prior of precision %s was used"
              .formatted(prior.precision()));
    }
    if (!board.converged()) {
      notes.add("the fit did not converge in " + board.iterations() + " iterations");
    }
    return notes;
  }

  String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("method", board.method().label());
    root.put("votes", board.votes());
    ArrayNode list = root.putArray("items");
    board.standings().forEach(standing -> put(list.addObject(), standing));
    if (board.method() == Method.DAVIDSON) {
      root.put("nu", board.nu());
    } else {
      root.putNull("nu");
    }
    root.put("log_likelihood", board.logLikelihood());
    root.put("iterations", board.iterations());
    Prior prior = board.prior();
    if (prior != null) {
      root.put("ridge", prior.precision());
    }
    return root.toPrettyString() + "\n";
  }

  private void put(ObjectNode item, Standing standing) {
    item.put("item", items.name(standing.item()));
    item.put("rating", standing.rating());
    item.put("log_strength", standing.logStrength());
    item.put("se", standing.se());
    item.put("low", standing.low());
    item.put("high", standing.high());
    item.put("rank_low", standing.rankLow());
    item.put("rank_high", standing.rankHigh());
    item.put("votes", standing.votes());
    item.put("wins", standing.wins());
    item.put("ties", ties(standing));
  }

  /** The votes that counted as ties. */
  private long ties(Standing standing) {
    return standing.ties() + (board.bothBad() == BothBad.TIE ? standing.bothBad() : 0);
  }

  String table() {
    int width =
        board.standings().stream()
            .mapToInt(s -> shown(s).length())
            .reduce("item".length(), Math::max);
    StringBuilder text = new StringBuilder();
    text.append(summary());
    if (board.standings().isEmpty()) {
      return text.toString();
    }
    String row = "%7s  %-" + width + "s  %7s  %5s  %7s%n";
    text.append("%n".formatted());
    text.append(row.formatted("rank", "item", "rating", "±", "votes"));
    for (Standing standing : board.standings()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%7s  %-" + width + "s  %7.1f  %5.1f  %7d%n",
              ranks(standing),
              shown(standing),
              standing.rating(),
              standing.high() - standing.rating(),
              standing.votes()));
    }
    return text.toString();
  }

  private String summary() {
    boolean davidson = board.method() == Method.DAVIDSON;
    return String.format(
        Locale.ROOT,
        "%s: %d votes on %d items, %.1f %% ties%n%slog-likelihood %.4f, %d Newton steps%n%s%n",
        davidson ? "Davidson" : "Bradley-Terry, a tie being half a win",
        board.votes(),
        board.standings().size(),
        100 * board.tieRate(),
        davidson ? String.format(Locale.ROOT, "nu %.7f, ", board.nu()) : "",
        board.logLikelihood(),
        board.iterations(),
        intervals());
  }

  private String intervals() {
    String start = "± is half a 95 % interval; ";
    String annotators = "those of one annotator (" + board.annotators() + ")";
    String comparisons = "those on one comparison (" + board.comparisons() + ")";
    return switch (board.clustering()) {
      case FISHER -> start + "the model is taken to hold exactly";
      case NONE -> start + "votes are taken as independent";
      case ANNOTATOR -> start + "votes are independent but " + annotators;
      case COMPARISON -> start + "votes are independent but " + comparisons;
      case TWO_WAY -> start + "votes are independent but " + annotators + " and " + comparisons;
    };
  }

  private static String ranks(Standing standing) {
    return standing.rankLow() == standing.rankHigh()
        ? String.valueOf(standing.rankLow())
        : standing.rankLow() + "-" + standing.rankHigh();
  }

  /** The name without control characters, which a terminal might obey, and not too wide. */
  private String shown(Standing standing) {
    String name = items.name(standing.item()).replaceAll("\\p{C}", "?");
    return name.length() <= WIDEST_NAME ? name : name.substring(0, WIDEST_NAME - 1) + "…";
  }
}
