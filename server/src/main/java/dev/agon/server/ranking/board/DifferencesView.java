package dev.agon.server.ranking.board;

import dev.agon.ranking.interval.Difference;
import dev.agon.server.ranking.SliceFit;
import dev.agon.server.ranking.slice.ComputedSlice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How far generators are behind or ahead of one of them.
 *
 * @param reference the name of that one; empty without votes
 * @param references those to choose from, best first
 * @param told whether the method gives intervals of differences
 * @param chart the same as figures for a script
 */
record DifferencesView(
    BoardPages.Frame frame,
    String reference,
    List<Reference> references,
    boolean told,
    List<Row> rows,
    JsonObject chart) {

  /** A generator to compare with. */
  record Reference(long generator, String name, boolean chosen) {}

  /**
   * A generator against the reference, in points.
   *
   * @param verdict ahead, behind or unsure
   */
  public record Row(
      long generator, String name, double points, double low, double high, String verdict) {}

  static DifferencesView of(
      BoardPages.Frame frame, ComputedSlice computed, long reference, Map<Long, String> names) {
    List<Reference> references =
        computed.board().items().stream()
            .map(
                item ->
                    new Reference(
                        item.generator(),
                        names.getOrDefault(item.generator(), ""),
                        item.generator() == reference))
            .toList();
    List<Row> rows = new ArrayList<>();
    for (SliceFit.Lead lead : computed.leads(reference)) {
      rows.add(row(lead, names));
    }
    return new DifferencesView(
        frame,
        names.getOrDefault(reference, ""),
        references,
        computed.method().likelihood().isPresent(),
        rows,
        chart(rows));
  }

  private static Row row(SliceFit.Lead lead, Map<Long, String> names) {
    Difference difference = lead.difference();
    return new Row(
        lead.generator(),
        names.getOrDefault(lead.generator(), ""),
        difference.points(),
        difference.low(),
        difference.high(),
        difference.sure() ? difference.points() > 0 ? "ahead" : "behind" : "unsure");
  }

  private static JsonObject chart(List<Row> rows) {
    JsonArray names = new JsonArray();
    JsonArray values = new JsonArray();
    JsonArray low = new JsonArray();
    JsonArray high = new JsonArray();
    for (Row row : rows) {
      names.add(row.name());
      values.add(row.points());
      low.add(row.low());
      high.add(row.high());
    }
    return new JsonObject()
        .put("names", names)
        .put("values", values)
        .put("low", low)
        .put("high", high)
        .put("line", 0);
  }
}
