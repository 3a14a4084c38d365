package dev.agon.server.training.pages;

import dev.agon.agreement.KendallTau;
import dev.agon.server.training.registry.ModelVersion;
import dev.agon.server.training.registry.RewardModelStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a version says of a study's generators, beside what people say.
 *
 * @param known whether tau is
 * @param tau Kendall's tau-b between mean rewards and ratings; null with fewer than two rated ones
 * @param low whether the two agree too little to trust the rewards
 */
public record GeneratorRewards(
    String criterion, List<Standing> standings, boolean known, @Nullable Double tau, boolean low) {
  /** Below this the page warns. */
  static final double LOW = 0.6;

  /**
   * One generator.
   *
   * @param responses how many were scored
   * @param mean their mean reward
   * @param deviation standard deviation of their rewards
   * @param rating the board's; null while it has none
   */
  record Standing(
      String generator, int responses, double mean, double deviation, @Nullable Double rating) {}

  /** One entry a criterion of the version. */
  public static List<GeneratorRewards> of(
      ModelVersion model, List<RewardModelStore.Rating> ratings) {
    List<GeneratorRewards> all = new ArrayList<>();
    for (Object entry : model.criteria()) {
      JsonObject criterion = (JsonObject) entry;
      all.add(of(model.generators(), criterion, ratings));
    }
    return all;
  }

  private static GeneratorRewards of(
      JsonArray generators, JsonObject criterion, List<RewardModelStore.Rating> ratings) {
    int ordinal = criterion.getInteger("ordinal");
    Map<Long, RewardModelStore.Rating> rated = new HashMap<>();
    ratings.stream()
        .filter(r -> r.criterion() == ordinal)
        .forEach(r -> rated.put(r.generator(), r));
    List<Standing> standings = new ArrayList<>();
    for (Object entry : generators) {
      JsonObject scored = (JsonObject) entry;
      RewardModelStore.@Nullable Rating rating = rated.get(scored.getLong("generator"));
      if (scored.getInteger("criterion") == ordinal && rating != null) {
        standings.add(
            new Standing(
                rating.name(),
                scored.getInteger("responses"),
                scored.getDouble("mean"),
                scored.getDouble("deviation"),
                rating.rating()));
      }
    }
    standings.sort(Comparator.comparingDouble(Standing::mean).reversed());
    @Nullable Double tau = tau(standings);
    return new GeneratorRewards(
        criterion.getString("name"),
        List.copyOf(standings),
        tau != null,
        tau,
        tau != null && tau < LOW);
  }

  /** Kendall's tau-b; null where either side has no order at all. */
  private static @Nullable Double tau(List<Standing> standings) {
    List<Standing> rated = standings.stream().filter(s -> s.rating() != null).toList();
    double tau =
        KendallTau.of(
            rated.stream().mapToDouble(Standing::mean).toArray(),
            rated.stream().mapToDouble(GeneratorRewards::rating).toArray());
    return Double.isNaN(tau) ? null : Double.valueOf(tau);
  }

  private static double rating(Standing standing) {
    Double rating = standing.rating();
    return rating == null ? Double.NaN : rating;
  }
}
