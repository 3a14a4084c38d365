package dev.agon.cli.rank.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Names;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.Standing;
import dev.agon.ranking.interval.Difference;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.terms.TermFit;
import dev.agon.table.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A leaderboard as a table for people and as JSON for programs. */
final class RankReport implements Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Ranked.Ratings ranked;
  private final Leaderboard board;
  private final Names items;

  RankReport(Ranked.Ratings ranked, Names items) {
    this.ranked = ranked;
    this.board = ranked.board();
    this.items = items;
  }

  /** What a reader of either form must know beside it. */
  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    Prior prior = board.prior();
    if (prior != null && prior.reason() == Prior.Reason.UNDETERMINED && board.votes() > 0) {
      List<String> why =
          board.groups().size() > 1 ? List.of() : BoardNotes.oneSided(board.onesided(), items);
      notes.add(
          "the votes alone determine no finite ratings%s; a prior of precision %s was used"
              .formatted(
                  why.isEmpty() ? "" : ", since " + String.join(" and ", why), prior.precision()));
    }
    notes.addAll(BoardNotes.groups(board.groups(), items));
    if (!board.converged()) {
      notes.add("the fit did not converge in " + Count.of(board.iterations(), "iteration"));
    }
    notes.addAll(BoardNotes.judges(board.doubt(), Judges.of(board), board.standings().size()));
    return notes;
  }

  @Override
  public ObjectNode json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("method", board.method().label());
    root.put("votes", board.votes());
    root.put("clustering", board.clustering().name().toLowerCase(Locale.ROOT));
    root.put("quantile", board.quantile());
    BoardNotes.put(root, Judges.of(board), board.standings().size());
    NoInterval doubt = board.doubt();
    if (doubt != null) {
      root.put("interval_note", doubt.sentence());
    }
    BoardNotes.put(root, board.groups(), items);
    ArrayNode list = root.putArray("items");
    board.standings().forEach(standing -> put(list.addObject(), standing));
    if (board.method() == Method.DAVIDSON) {
      root.put("nu", board.nu());
    } else {
      root.putNull("nu");
    }
    if (board.method() == Method.RAO_KUPPER) {
      root.put("eta", board.eta());
    }
    root.put("log_likelihood", board.logLikelihood());
    root.put("iterations", board.iterations());
    Prior prior = board.prior();
    if (prior != null) {
      root.put("ridge", prior.precision());
    }
    more(root);
    return root;
  }

  private void more(ObjectNode root) {
    if (ranked.rounds() > 0) {
      root.put("bootstrap", ranked.rounds());
    }
    ArrayNode leads = root.putArray("differences");
    for (Difference lead : ranked.leads()) {
      leads
          .addObject()
          .put("item", items.name(lead.item()))
          .put("than", items.name(lead.other()))
          .put("points", lead.points())
          .put("se", lead.se())
          .put("low", lead.low())
          .put("high", lead.high());
    }
    if (!ranked.effects().isEmpty()) {
      ArrayNode terms = root.putArray("terms");
      for (TermFit.Effect effect : ranked.effects()) {
        terms
            .addObject()
            .put("term", effect.term())
            .put("effect", effect.value())
            .put("se", effect.se())
            .put("low", effect.low())
            .put("high", effect.high());
      }
    }
    ranked
        .fragility()
        .ifPresent(
            fragility -> new FragilityReport(fragility, items).put(root.putObject("fragility")));
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
    if (board.groups().size() > 1) {
      item.put("group", standing.group() + 1);
    }
    item.put("votes", standing.votes());
    item.put("wins", standing.wins());
    item.put("ties", ties(standing));
    item.put("status", standing.status().name().toLowerCase(Locale.ROOT));
  }

  /** The votes that counted as ties. */
  private long ties(Standing standing) {
    return standing.ties() + (board.bothBad() == BothBad.TIE ? standing.bothBad() : 0);
  }

  @Override
  public String table() {
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
    int group = 0;
    for (Standing standing : board.standings()) {
      if (standing.group() != group && standing.votes() > 0) {
        group = standing.group();
        text.append("%n".formatted());
      }
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
    return text.append(rest()).toString();
  }

  private String rest() {
    StringBuilder text = new StringBuilder();
    for (TermFit.Effect effect : ranked.effects()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%s: %+.4f log-odds, %+.4f to %+.4f",
              effect.term(),
              effect.value(),
              effect.low(),
              effect.high()));
    }
    ranked
        .fragility()
        .ifPresent(
            fragility ->
                text.append("%n".formatted()).append(new FragilityReport(fragility, items).told()));
    return text.isEmpty() ? "" : text.append("%n".formatted()).toString();
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%s: %s on %s, %.1f %% ties%n%slog-likelihood %.4f, %s%n%s%n",
        method(),
        Count.of(board.votes(), "vote"),
        Count.of(board.standings().size(), "item"),
        100 * board.tieRate(),
        ties(),
        board.logLikelihood(),
        Count.of(board.iterations(), "Newton step"),
        intervals());
  }

  private String method() {
    return switch (board.method()) {
      case BRADLEY_TERRY -> "Bradley-Terry, a tie being half a win";
      case DAVIDSON -> "Davidson";
      case RAO_KUPPER -> "Rao-Kupper";
    };
  }

  private String ties() {
    return switch (board.method()) {
      case BRADLEY_TERRY -> "";
      case DAVIDSON -> String.format(Locale.ROOT, "nu %.7f, ", board.nu());
      case RAO_KUPPER -> String.format(Locale.ROOT, "eta %.7f, ", board.eta());
    };
  }

  private String intervals() {
    String start =
        ranked.rounds() > 0
            ? "± is half a 95 % interval from " + Count.of(ranked.rounds(), "resample") + "; "
            : "± is half a 95 % interval; ";
    String annotators = "those of one annotator" + number(board.annotators());
    String comparisons = "those on one comparison" + number(board.comparisons());
    if (board.doubt() != null) {
      return start + "of one annotator's own votes, taken as independent";
    }
    return switch (board.clustering()) {
      case FISHER -> start + "the model is taken to hold exactly";
      case NONE -> start + "votes are taken as independent";
      case ANNOTATOR -> start + "votes are independent but " + annotators;
      case COMPARISON -> start + "votes are independent but " + comparisons;
      case TWO_WAY -> start + "votes are independent but " + annotators + " and " + comparisons;
    };
  }

  private static String number(int clusters) {
    return clusters > 0 ? " (" + clusters + ")" : "";
  }

  private static String ranks(Standing standing) {
    return standing.rankLow() == standing.rankHigh()
        ? String.valueOf(standing.rankLow())
        : standing.rankLow() + "-" + standing.rankHigh();
  }

  private String shown(Standing standing) {
    return Report.shown(items.name(standing.item()));
  }
}
