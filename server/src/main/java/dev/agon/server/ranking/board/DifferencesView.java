package dev.agon.server.ranking.board;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agon.ranking.interval.Difference;
import dev.agon.server.ranking.SliceFit;
import dev.agon.server.ranking.slice.ComputedSlice;
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
    Chart chart) {

  /** A row a generator, as {@code ForestFigures} in scripts. */
  record Chart(List<String> names, List<Double> values, List<Double> low, List<Double> high) {
    private static Chart of(List<Row> rows) {
      return new Chart(
          rows.stream().map(Row::name).toList(),
          rows.stream().map(Row::points).toList(),
          rows.stream().map(Row::low).toList(),
          rows.stream().map(Row::high).toList());
    }
  }

  /**
   * The same figures as a document for programs.
   *
   * @param than the name of the reference
   */
  record File(@JsonUnwrapped Chart chart, String study, long watermark, String than) {}

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
        Chart.of(rows));
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

  File file() {
    return new File(chart, frame.study().slug(), frame.number(), reference);
  }
}
