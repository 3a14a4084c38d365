package dev.agon.server.job;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** How jobs of one kind are done. One object serves all of them. */
public interface JobWork {
  /** The kind: lower-case words with hyphens. */
  String kind();

  /**
   * Does a job, on any threads but those of event loops. After a worker was lost in the middle it
   * is called again for the same job, by another one.
   *
   * @return the result. It fails with {@link JobRefused} when what the job was given does not fit,
   *     with {@link IllegalArgumentException} in a sentence for a person when it cannot be done,
   *     with anything once {@link JobTask#stopped()}. When the database is away the job is tried
   *     again; any other failure ends it.
   */
  Future<JsonObject> run(JobTask task);
}
