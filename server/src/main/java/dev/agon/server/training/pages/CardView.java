package dev.agon.server.training.pages;

import dev.agon.server.training.registry.ModelVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A card as its page shows it: figures as a person reads them, and plots.
 *
 * @param criteria one entry a criterion
 */
public record CardView(List<Criterion> criteria) {

  /**
   * What a version is worth under one criterion.
   *
   * @param protocol how training and test were divided
   * @param rows the version first, then its baselines
   * @param unbounded whether accuracy has no interval, since it is of too few groups
   * @param asymmetry largest deviation of P(a over b) + P(b over a) from 1
   * @param reliability null when no bin has pairs
   * @param curve null when none was made
   */
  public record Criterion(
      int number,
      String name,
      String protocol,
      long pairs,
      long decided,
      long clusters,
      List<Row> rows,
      boolean unbounded,
      @Nullable Double withTies,
      @Nullable Double temperature,
      @Nullable Double asymmetry,
      @Nullable Length length,
      List<String> worseThan,
      List<String> undecided,
      CardPlots.@Nullable Reliability reliability,
      CardPlots.@Nullable Curve curve) {}

  /**
   * A scorer on the held-out pairs.
   *
   * @param baseline its word; null for the version itself
   * @param accuracy in percent
   * @param ece in percent
   * @param advantage how much more often the version is right, in percentage points
   */
  public record Row(
      @Nullable String baseline,
      @Nullable CardFigure accuracy,
      @Nullable CardFigure nll,
      @Nullable Double ece,
      @Nullable CardFigure advantage) {}

  /** How often the longer one is preferred, in percent, and how rewards go with length. */
  record Length(@Nullable Double people, @Nullable Double model, @Nullable Double correlation) {}

  public static CardView of(ModelVersion model) {
    List<Criterion> criteria = new ArrayList<>();
    List<JsonObject> judgements = judgements(model);
    for (int c = 0; c < judgements.size(); c++) {
      String name =
          c < model.criteria().size() ? model.criteria().getJsonObject(c).getString("name") : "";
      criteria.add(criterion(c, name, judgements.get(c)));
    }
    return new CardView(List.copyOf(criteria));
  }

  /** The judgements of a version's card, one a criterion. */
  static List<JsonObject> judgements(ModelVersion model) {
    JsonArray judgements = model.card().getJsonArray("judgements", new JsonArray());
    return judgements.stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .toList();
  }

  /** Expected calibration error, in percent. */
  static @Nullable Double ece(JsonObject metrics) {
    JsonObject reliability = metrics.getJsonObject("reliability");
    @Nullable Double error = reliability == null ? null : CardFigure.number(reliability, "error");
    return error == null ? null : 100 * error;
  }

  /** Baselines that the version is clearly worse than: the interval of its advantage is below 0. */
  static List<String> worseThan(JsonObject judgement) {
    return baselines(judgement, advantage -> high(advantage) < 0);
  }

  /** Baselines that it is neither clearly better nor clearly worse than. */
  static List<String> undecided(JsonObject judgement) {
    return baselines(judgement, advantage -> high(advantage) >= 0 && low(advantage) <= 0);
  }

  private static List<String> baselines(
      JsonObject judgement, Predicate<@Nullable CardFigure> which) {
    JsonObject advantage = judgement.getJsonObject("advantage", new JsonObject());
    return advantage.fieldNames().stream()
        .sorted()
        .filter(name -> which.test(CardFigure.of(advantage.getJsonObject(name))))
        .toList();
  }

  private static double low(@Nullable CardFigure figure) {
    Double low = figure == null ? null : figure.low();
    return low == null ? Double.NEGATIVE_INFINITY : low;
  }

  private static double high(@Nullable CardFigure figure) {
    Double high = figure == null ? null : figure.high();
    return high == null ? Double.POSITIVE_INFINITY : high;
  }

  private static Criterion criterion(int number, String name, JsonObject judgement) {
    JsonObject metrics = judgement.getJsonObject("model", new JsonObject());
    JsonObject ties = metrics.getJsonObject("withTies");
    @Nullable Double withTies = ties == null ? null : CardFigure.number(ties, "accuracy");
    JsonObject length = judgement.getJsonObject("lengthBias");
    List<Row> rows = rows(judgement, metrics);
    @Nullable CardFigure accuracy = rows.getFirst().accuracy();
    return new Criterion(
        number,
        name,
        judgement.getString("protocol", ""),
        metrics.getLong("pairs", 0L),
        metrics.getLong("decided", 0L),
        metrics.getLong("clusters", 0L),
        rows,
        accuracy != null && !accuracy.interval(),
        withTies == null ? null : 100 * withTies,
        CardFigure.number(metrics, "temperature"),
        CardFigure.number(judgement, "asymmetry"),
        length == null ? null : length(length),
        worseThan(judgement),
        undecided(judgement),
        CardPlots.reliability(metrics.getJsonObject("reliability")),
        CardPlots.curve(judgement.getJsonObject("curve")));
  }

  private static List<Row> rows(JsonObject judgement, JsonObject metrics) {
    List<Row> rows = new ArrayList<>();
    rows.add(row(null, metrics, null));
    JsonObject baselines = judgement.getJsonObject("baselines", new JsonObject());
    JsonObject advantage = judgement.getJsonObject("advantage", new JsonObject());
    baselines.fieldNames().stream()
        .sorted(Comparator.naturalOrder())
        .forEach(
            name ->
                rows.add(row(name, baselines.getJsonObject(name), advantage.getJsonObject(name))));
    return List.copyOf(rows);
  }

  private static Row row(
      @Nullable String baseline, JsonObject metrics, @Nullable JsonObject advantage) {
    @Nullable CardFigure accuracy = CardFigure.of(metrics.getJsonObject("accuracy"));
    @Nullable CardFigure ahead = CardFigure.of(advantage);
    return new Row(
        baseline,
        accuracy == null ? null : accuracy.percent(),
        CardFigure.of(metrics.getJsonObject("nll")),
        ece(metrics),
        ahead == null ? null : ahead.percent());
  }

  private static Length length(JsonObject json) {
    @Nullable Double people = CardFigure.number(json, "people");
    @Nullable Double model = CardFigure.number(json, "model");
    return new Length(
        people == null ? null : 100 * people,
        model == null ? null : 100 * model,
        CardFigure.number(json, "correlation"));
  }
}
