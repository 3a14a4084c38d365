package dev.agon.server.job;

import io.vertx.core.json.JsonObject;

/** What a job was given does not fit. */
public final class JobRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient JsonObject result;

  /**
   * A refusal.
   *
   * @param result says what does not fit and where
   */
  public JobRefused(JsonObject result) {
    super("what the job was given does not fit");
    this.result = result;
  }

  JsonObject result() {
    return result;
  }
}
