package dev.agon.server.training.run;

import dev.agon.reward.RewardModel;
import io.vertx.core.json.JsonArray;

/**
 * What a training made.
 *
 * @param pairs judgements that it learned from
 * @param generators mean rewards of generators, by criterion
 * @param doubtful comparisons whose votes an ensemble doubts
 */
record TrainedModel(RewardModel model, int pairs, JsonArray generators, JsonArray doubtful) {}
