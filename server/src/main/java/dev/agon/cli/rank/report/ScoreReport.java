package dev.agon.cli.rank.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Names;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.board.Scored;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.table.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of a method that gives scores. */
public final class ScoreReport implements Report {
  private final Ranked.Scores ranked;
  private final Names items;
  private final Names annotators;

  public ScoreReport(Ranked.Scores ranked, Names items, Names annotators) {
    this.ranked = ranked;
    this.items = items;
    this.annotators = annotators;
  }

  @Override
  public List<String> notes() {
    ScoreBoard board = ranked.board();
    List<String> notes = new ArrayList<>();
    if (board.items().isEmpty() && ranked.votes() > 0) {
      notes.add(undetermined());
    } else {
      notes.addAll(BoardNotes.judges(board.noInterval(), ranked.judges(), board.items().size()));
    }
    notes.addAll(BoardNotes.groups(board.groups(), items));
    return notes;
  }

  private String undetermined() {
    String why = ranked.without();
    return "the votes do not determine scores by %s%s"
        .formatted(ranked.board().method(), why.isEmpty() ? "" : ", since " + why);
  }

  @Override
  public ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("method", ranked.board().method());
    root.put("votes", ranked.votes());
    ScoreBoard board = ranked.board();
    BoardNotes.put(root, ranked.judges(), board.items().size());
    if (board.items().isEmpty() && ranked.votes() > 0) {
      root.put("score_note", undetermined());
    }
    NoInterval reason = board.noInterval();
    if (reason != null) {
      root.put("interval_note", reason.sentence());
    }
    BoardNotes.put(root, board.groups(), items);
    ArrayNode list = root.putArray("items");
    for (Scored scored : board.items()) {
      ObjectNode item =
          list.addObject()
              .put("item", items.name(scored.item()))
              .put("score", scored.score())
              .put("se", BoardNotes.known(scored.se()))
              .put("low", BoardNotes.known(scored.low()))
              .put("high", BoardNotes.known(scored.high()))
              .put("rank_low", scored.rankLow())
              .put("rank_high", scored.rankHigh());
      if (board.groups().size() > 1) {
        item.put("group", scored.group() + 1);
      }
    }
    if (!ranked.annotators().isEmpty()) {
      ArrayNode reliable = root.putArray("annotators");
      for (Ranked.Reliable annotator : ranked.annotators()) {
        reliable
            .addObject()
            .put("annotator", annotators.name(annotator.annotator()))
            .put("reliability", annotator.reliability());
      }
    }
    return root;
  }

  @Override
  public String table() {
    int width =
        ranked.board().items().stream()
            .mapToInt(scored -> Report.shown(items.name(scored.item())).length())
            .reduce("item".length(), Math::max);
    String head = "%7s  %-" + width + "s  %10s  %10s  %10s%n";
    String row = "%7s  %-" + width + "s  %10.4f  %10s  %10s%n";
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %s%n%s%n%n"
            .formatted(
                ranked.board().method(), Count.of(ranked.votes(), "vote"), ranked.meaning()));
    text.append(head.formatted("rank", "item", "score", "low", "high"));
    int group = 0;
    for (Scored scored : ranked.board().items()) {
      if (scored.group() != group) {
        group = scored.group();
        text.append("%n".formatted());
      }
      String ranks =
          scored.rankLow() == scored.rankHigh()
              ? String.valueOf(scored.rankLow())
              : scored.rankLow() + "-" + scored.rankHigh();
      text.append(
          String.format(
              Locale.ROOT,
              row,
              ranks,
              Report.shown(items.name(scored.item())),
              scored.score(),
              shown(scored.low()),
              shown(scored.high())));
    }
    return text.toString();
  }

  private static String shown(double end) {
    return Double.isFinite(end) ? String.format(Locale.ROOT, "%.4f", end) : "-";
  }
}
