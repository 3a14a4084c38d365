package dev.agon.server.exchange.export;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was chosen of a format.
 *
 * @param annotator whose answers; null for everybody's
 * @param mark whether a CSV file begins with a byte order mark, by which spreadsheets know UTF-8
 */
public record ExportChoices(@Nullable String annotator, boolean mark) {
  /** Nothing chosen. */
  public static final ExportChoices NONE = new ExportChoices(null, false);

  /** The options that were used. */
  public Set<ExportOption> used() {
    Set<ExportOption> used = EnumSet.noneOf(ExportOption.class);
    if (annotator != null) {
      used.add(ExportOption.ANNOTATOR);
    }
    if (mark) {
      used.add(ExportOption.BOM);
    }
    return used;
  }
}
