package dev.agon.server.exchange.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** The votes that count as CSV that is safe in a spreadsheet. */
final class VotesCsv implements ExportFormat {
  @Override
  public String name() {
    return "votes";
  }

  @Override
  public String meaning() {
    return "only the votes that count, one per row, as CSV for a spreadsheet or agon rank";
  }

  @Override
  public String ending() {
    return ".csv";
  }

  @Override
  public String mediaType() {
    return "text/csv; charset=utf-8";
  }

  @Override
  public Set<ExportOption> options() {
    return Set.of(ExportOption.BOM);
  }

  @Override
  public Written write(Snapshot study, ExportChoices choices, OutputStream out) throws IOException {
    if (choices.mark()) {
      out.write("\uFEFF".getBytes(StandardCharsets.UTF_8));
    }
    long rows = study.store().writeVotesCsv(out);
    return new Written(Map.of("votes.csv", rows), study.store().leftOut());
  }
}
