package dev.agon.server.exchange.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;

/** Answers to a study's rubric as rows of UltraFeedback (Cui and others 2024). */
final class UltraFeedbackExport implements ExportFormat {
  @Override
  public String name() {
    return "ultrafeedback";
  }

  @Override
  public String meaning() {
    return "the answers to the study's rubric as rows of UltraFeedback, JSON lines";
  }

  @Override
  public String ending() {
    return ".jsonl";
  }

  @Override
  public String mediaType() {
    return "application/x-ndjson";
  }

  @Override
  public Set<ExportOption> options() {
    return Set.of(ExportOption.ANNOTATOR);
  }

  @Override
  public Written write(Snapshot study, ExportChoices choices, OutputStream out) throws IOException {
    long rows = study.store().writeUltraFeedback(choices.annotator(), out);
    return new Written(Map.of("rows.jsonl", rows), study.store().leftOut());
  }
}
