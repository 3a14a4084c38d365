package dev.agon.cli.rank;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Names;
import dev.agon.ranking.Scored;
import java.util.List;
import java.util.Locale;

/** The report of a method that gives scores. */
final class ScoreReport implements Report {
  private final Ranked.Scores ranked;
  private final Names items;
  private final Names annotators;

  ScoreReport(Ranked.Scores ranked, Names items, Names annotators) {
    this.ranked = ranked;
    this.items = items;
    this.annotators = annotators;
  }

  @Override
  public List<String> notes() {
    return ranked.board().items().isEmpty() && ranked.votes() > 0
        ? List.of("the votes do not determine scores by " + ranked.board().method())
        : List.of();
  }

  @Override
  public ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("method", ranked.board().method());
    root.put("votes", ranked.votes());
    ArrayNode list = root.putArray("items");
    for (Scored scored : ranked.board().items()) {
      list.addObject()
          .put("item", items.name(scored.item()))
          .put("score", scored.score())
          .put("se", scored.se())
          .put("low", scored.low())
          .put("high", scored.high())
          .put("rank_low", scored.rankLow())
          .put("rank_high", scored.rankHigh());
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
    String row = "%7s  %-" + width + "s  %10.4f  %10.4f  %10.4f%n";
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %d votes%n%s%n%n"
            .formatted(ranked.board().method(), ranked.votes(), ranked.meaning()));
    text.append(head.formatted("rank", "item", "score", "low", "high"));
    for (Scored scored : ranked.board().items()) {
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
              scored.low(),
              scored.high()));
    }
    return text.toString();
  }
}
