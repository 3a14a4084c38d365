package dev.agon.server.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Writes down what admins do; features are given one. */
@FunctionalInterface
public interface Audit {
  /**
   * Records one action.
   *
   * @param actor who did it
   * @param action what was done, dotted, for example {@code study.published}
   * @param study the study concerned; null when none is
   * @param detail what a reader needs besides, never a secret
   */
  Future<Void> record(String actor, String action, @Nullable Long study, JsonObject detail);
}
