package dev.agon.server.job;

/** A job cannot be done, for a reason that pages have words for in every language. */
public final class JobFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;

  /**
   * A failure.
   *
   * @param why the name of the reason
   */
  public JobFailed(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
