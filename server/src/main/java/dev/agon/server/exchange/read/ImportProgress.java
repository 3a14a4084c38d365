package dev.agon.server.exchange.read;

/** Told how an import goes, on the thread that runs it; often, so it should return at once. */
public interface ImportProgress {
  /** Nobody looks. */
  public ImportProgress SILENT =
      new ImportProgress() {
        @Override
        public void reading(long bytes, long size, long rows) {}

        @Override
        public void writing(String what, int step, int steps) {}
      };

  /**
   * The files are being read; nothing is in the study yet.
   *
   * @param size of all files in bytes, or -1 when it is not known
   */
  void reading(long bytes, long size, long rows);

  /**
   * What was read is being checked and written.
   *
   * @param step from 1
   */
  void writing(String what, int step, int steps);
}
