package dev.agon.server.exchange.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that there are, in the order in which people see them. */
public final class ExportFormats {
  /** All of a study, which {@code agon import} reads back. */
  public static final ExportFormat AGON = new AgonArchive();

  /** The votes that count, for spreadsheets. */
  public static final ExportFormat VOTES = new VotesCsv();

  /** Answers to a rubric. */
  public static final ExportFormat ULTRAFEEDBACK = new UltraFeedbackExport();

  /** All of them. */
  public static final List<ExportFormat> ALL = List.of(AGON, VOTES, ULTRAFEEDBACK);

  private ExportFormats() {}

  /** The format of a name; empty if there is none. */
  public static Optional<ExportFormat> find(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /** What they are, in a sentence: their names, each with what its files hold. */
  public static String described() {
    return ALL.stream().map(ExportFormats::described).collect(Collectors.joining(", "));
  }

  /** What one is: its name, with what its files hold. */
  public static String described(ExportFormat format) {
    return format.name() + " (" + format.meaning() + ")";
  }

  /** Their names, with commas between. */
  public static String names() {
    return String.join(", ", ALL.stream().map(ExportFormat::name).toList());
  }
}
