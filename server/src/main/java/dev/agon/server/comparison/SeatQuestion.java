package dev.agon.server.comparison;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A question of a form as its template sees it.
 *
 * @param block its settings
 * @param ordinal from 1
 * @param numbered whether there are several
 * @param shown the place that it is asked of; null for the questions alone
 * @param current the answer so far, or false: templates would look for what is missing further out
 * @param error what is wrong with that answer
 */
record SeatQuestion(
    JsonObject block,
    int ordinal,
    boolean numbered,
    boolean preview,
    SeatWork.@Nullable Place shown,
    Object current,
    @Nullable String error) {

  SeatQuestion wrong(@Nullable String why) {
    return new SeatQuestion(block, ordinal, numbered, preview, shown, current, why);
  }
}
