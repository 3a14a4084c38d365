package dev.agon.server.training.score;

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

  /**
   * A response that was chosen.
   *
   * @param index among the candidates, from 0
   * @param score the reward less what is taken off for length
   */
  record Chosen(int index, double score, double reward, int characters, String response) {}

  /** The best ones, best first; of equally good ones the earlier. */
  static List<Chosen> top(Request request, VersionRewards scores, int criterion) {
    return IntStream.range(0, request.items().size())
        .mapToObj(index -> candidate(request, index, scores.rewards().get(index)[criterion]))
        .sorted(Comparator.comparingDouble(Chosen::score).reversed())
        .limit(request.top())
        .toList();
  }

  private static Chosen candidate(Request request, int index, double reward) {
    String response = request.items().get(index).response();
    int characters = response.codePointCount(0, response.length());
    double score = reward - request.lengthPenalty() * characters / PENALTY_UNIT;
    return new Chosen(index, score, reward, characters, response);
  }
}
