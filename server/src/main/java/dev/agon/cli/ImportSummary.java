package dev.agon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.table.Count;
import java.util.Locale;

/** What an import did, for a person or a program. */
final class ImportSummary {
  private ImportSummary() {}

  static String of(ImportReport report, boolean json) {
    return json ? json(report) : text(report);
  }

  private static String json(ImportReport report) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("study", report.study()).put("created", report.created()).put("rows", report.rows());
    report.added().forEach(root.putObject("added")::put);
    report.present().forEach(root.putObject("present")::put);
    root.put("watermark", report.watermark()).put("clock_held_ms", report.clockHeld().toMillis());
    report.notes().forEach(root.putArray("notes")::add);
    return root.toPrettyString();
  }

  private static String text(ImportReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s study %s: %s read%n",
            report.created() ? "New" : "Existing",
            report.study(),
            Count.grouped(report.rows(), "row")));
    report
        .added()
        .forEach(
            (what, n) -> {
              long there = report.present().getOrDefault(what, 0L);
              String rest =
                  there == 0 ? "" : String.format(Locale.ROOT, ", %,d already there", there);
              text.append(String.format(Locale.ROOT, "  %-12s %,12d added%s%n", what, n, rest));
            });
    report.notes().forEach(note -> text.append("  note: ").append(note).append('\n'));
    return text.append("Snapshot at number ").append(report.watermark()).append('.').toString();
  }
}
