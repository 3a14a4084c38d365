package dev.agon.server.exchange.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A format that studies are written in. A format is one class, listed in {@link ExportFormats}: the
 * command and the page of exports follow. Its texts on the page are {@code study.export.NAME} and
 * {@code study.export.NAME.text}.
 */
public interface ExportFormat {
  /** What it is called on the command line and in addresses. */
  String name();

  /** What a file of it holds, in words for whoever asked for a format that there is not. */
  String meaning();

  /** How the names of its files end, with the dot. */
  String ending();

  /** The media type of its files. */
  String mediaType();

  /** What can be chosen; anything else is refused. */
  default Set<ExportOption> options() {
    return Set.of();
  }

  /**
   * Writes a study; the stream stays open.
   *
   * @throws IOException when the stream cannot be written
   */
  Written write(Snapshot study, ExportChoices choices, OutputStream out) throws IOException;

  /**
   * A study at one moment.
   *
   * @param dictionary the data dictionary
   */
  record Snapshot(String slug, ExportStore store, Path dictionary) {}

  /**
   * What was written.
   *
   * @param rows by file
   * @param leftOut how many votes were not written, by reason
   */
  record Written(Map<String, Long> rows, Map<String, Long> leftOut) {}
}
