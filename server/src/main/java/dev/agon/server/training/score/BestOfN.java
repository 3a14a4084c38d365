package dev.agon.server.training.score;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Chooses the best of several responses to a prompt. */
final class BestOfN {
  private static final double PENALTY_UNIT = 1_000;

  private BestOfN() {}

  /**
   * What to choose from.
   *
   * @param criterion the name of what counts; null for the first
   * @param top how many are wanted
   * @param lengthPenalty reward that is taken off for each thousand characters
   */
  record Request(
      String study,
      RewardInput.Version version,
      List<ScoreRequest.Item> items,
      @Nullable String criterion,
      int top,
      double lengthPenalty) {}

  private record Candidate(int index, int characters, double reward, double score) {}

  /** The best ones, best first; of equally good ones the earlier. */
  static JsonArray top(Request request, VersionRewards scores, int criterion) {
    JsonArray top = new JsonArray();
    IntStream.range(0, request.items().size())
        .mapToObj(index -> candidate(request, index, scores.rewards().get(index)[criterion]))
        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
        .limit(request.top())
        .forEach(
            candidate ->
                top.add(
                    new JsonObject()
                        .put("index", candidate.index())
                        .put("score", candidate.score())
                        .put("reward", candidate.reward())
                        .put("characters", candidate.characters())
                        .put("response", request.items().get(candidate.index()).response())));
    return top;
  }

  private static Candidate candidate(Request request, int index, double reward) {
    String response = request.items().get(index).response();
    int characters = response.codePointCount(0, response.length());
    return new Candidate(
        index, characters, reward, reward - request.lengthPenalty() * characters / PENALTY_UNIT);
  }
}
