package dev.agon.server.job;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A job to be done.
 *
 * @param study null for one that belongs to no study, or not yet
 * @param askedBy who asks for it
 * @param node the one worker that may take it; null for any
 */
public record NewJob(
    String kind,
    @Nullable Long study,
    String askedBy,
    JsonObject parameters,
    @Nullable String node) {}
