package dev.agon.server.exchange.export;

/** What can be chosen of a format, beside the study. */
public enum ExportOption {
  /** Whose answers; everybody's when it is not given. */
  ANNOTATOR("--annotator"),
  /** Whether a CSV file begins with a byte order mark. */
  BOM("--bom");

  private final String flag;

  ExportOption(String flag) {
    this.flag = flag;
  }

  /** Its name on a command line. */
  public String flag() {
    return flag;
  }
}
