package dev.agon.server.ranking;

import dev.agon.ranking.Prior;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.PairTally;
import dev.agon.ranking.board.Standing;
import dev.agon.ranking.board.Status;
import dev.agon.server.core.AnnotatorKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A ranking as it is stored: what {@link Leaderboard} says, with generators' ids for items and the
 * votes counted by kind of annotator.
 *
 * @param nu the tie parameter of Davidson's model, 0 under others
 * @param eta the tie threshold of Rao and Kupper's model in natural log-odds, 0 under others
 * @param tooFewAnnotators whether there are too few annotators for the intervals to be trusted
 * @param prior the precision of the prior that was used, 0 for none
 * @param items generators with votes, best first, group after group where there are several
 * @param doubts what it cannot tell
 */
public record Board(
    long votes,
    Kinds kinds,
    long ties,
    long bothBad,
    int annotators,
    int comparisons,
    double nu,
    double eta,
    boolean tooFewAnnotators,
    double logLikelihood,
    int iterations,
    boolean converged,
    double prior,
    List<Item> items,
    Doubts doubts) {
  public Board {
    items = List.copyOf(items);
  }

  /** Counted votes by kind of annotator. */
  public record Kinds(long person, long machine, long simulated) {
    public static final Kinds NONE = new Kinds(0, 0, 0);

    public Kinds plus(AnnotatorKind kind, int votes) {
      return switch (kind) {
        case PERSON -> new Kinds(person + votes, machine, simulated);
        case MACHINE -> new Kinds(person, machine + votes, simulated);
        case SIMULATED -> new Kinds(person, machine, simulated + votes);
      };
    }

    public JsonObject toJson() {
      return new JsonObject()
          .put("person", person)
          .put("machine", machine)
          .put("simulated", simulated);
    }

    static Kinds fromJson(JsonObject json) {
      return new Kinds(json.getLong("person"), json.getLong("machine"), json.getLong("simulated"));
    }
  }

  /**
   * One generator; figures as in {@link Standing}, no status where the method knows none; se, low
   * and high are NaN where there is no interval.
   */
  public record Item(
      long generator,
      double rating,
      double logStrength,
      double se,
      double low,
      double high,
      int rankLow,
      int rankHigh,
      long votes,
      long wins,
      long losses,
      long ties,
      long bothBad,
      int annotators,
      Kinds kinds,
      @Nullable Status status) {
    /** Whether there is an interval. */
    public boolean hasInterval() {
      return Double.isFinite(low) && Double.isFinite(high);
    }

    /** How much the rating can be relied on, as a word; null where that is not known. */
    public @Nullable String reliance() {
      return status == null ? null : status.name().toLowerCase(Locale.ROOT);
    }

    JsonObject toJson() {
      return new JsonObject()
          .put("generator", generator)
          .put("rating", rating)
          .put("logStrength", logStrength)
          .put("se", known(se))
          .put("low", known(low))
          .put("high", known(high))
          .put("rankLow", rankLow)
          .put("rankHigh", rankHigh)
          .put("votes", votes)
          .put("wins", wins)
          .put("losses", losses)
          .put("ties", ties)
          .put("bothBad", bothBad)
          .put("annotators", annotators)
          .put("kinds", kinds.toJson())
          .put("status", reliance());
    }

    static Item fromJson(JsonObject json) {
      return new Item(
          json.getLong("generator"),
          json.getDouble("rating"),
          json.getDouble("logStrength"),
          json.getDouble("se", Double.NaN),
          json.getDouble("low", Double.NaN),
          json.getDouble("high", Double.NaN),
          json.getInteger("rankLow"),
          json.getInteger("rankHigh"),
          json.getLong("votes"),
          json.getLong("wins"),
          json.getLong("losses"),
          json.getLong("ties"),
          json.getLong("bothBad"),
          json.getInteger("annotators"),
          Kinds.fromJson(json.getJsonObject("kinds")),
          status(json.getString("status")));
    }

    private static @Nullable Status status(@Nullable String word) {
      return word == null ? null : Status.valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** A figure for a document: null where it is not known. */
  public static @Nullable Double known(double figure) {
    return Double.isFinite(figure) ? figure : null;
  }

  public static Board of(
      Leaderboard board, Kinds kinds, IntToLongFunction generator, IntFunction<Kinds> kindsOf) {
    Prior prior = board.prior();
    return new Board(
        board.votes(),
        kinds,
        board.ties(),
        board.bothBadVotes(),
        board.annotators(),
        board.comparisons(),
        board.nu(),
        board.eta(),
        board.tooFewAnnotators(),
        board.logLikelihood(),
        board.iterations(),
        board.converged(),
        prior == null ? 0 : prior.precision(),
        board.standings().stream()
            .filter(standing -> standing.votes() > 0)
            .map(
                standing ->
                    item(
                        standing,
                        generator.applyAsLong(standing.item()),
                        kindsOf.apply(standing.item())))
            .toList(),
        new Doubts(
            board.doubt(),
            Doubts.groups(board.groups(), generator),
            prior == null ? List.of() : Doubts.ids(board.onesided().winners(), generator),
            prior == null ? List.of() : Doubts.ids(board.onesided().losers(), generator)));
  }

  private static Item item(Standing standing, long generator, Kinds kinds) {
    return new Item(
        generator,
        standing.rating(),
        standing.logStrength(),
        standing.se(),
        standing.low(),
        standing.high(),
        standing.rankLow(),
        standing.rankHigh(),
        standing.votes(),
        standing.wins(),
        standing.losses(),
        standing.ties(),
        standing.bothBad(),
        standing.annotators(),
        kinds,
        standing.status());
  }

  /**
   * The score that a generator is expected to have against another, ties counting half.
   *
   * @param lead its log-strength less the other's
   */
  public double expectedScore(double lead) {
    return PairTally.expectedScore(lead, nu, eta);
  }

  public JsonObject toJson() {
    return new JsonObject()
        .put("votes", votes)
        .put("kinds", kinds.toJson())
        .put("ties", ties)
        .put("bothBad", bothBad)
        .put("annotators", annotators)
        .put("comparisons", comparisons)
        .put("nu", nu)
        .put("eta", eta)
        .put("tooFewAnnotators", tooFewAnnotators)
        .put("logLikelihood", logLikelihood)
        .put("iterations", iterations)
        .put("converged", converged)
        .put("prior", prior)
        .put("items", new JsonArray(items.stream().map(Item::toJson).toList()))
        .put("doubts", doubts.toJson());
  }

  public static Board fromJson(JsonObject json) {
    return new Board(
        json.getLong("votes"),
        Kinds.fromJson(json.getJsonObject("kinds")),
        json.getLong("ties"),
        json.getLong("bothBad"),
        json.getInteger("annotators"),
        json.getInteger("comparisons"),
        json.getDouble("nu"),
        json.getDouble("eta", 0.0),
        json.getBoolean("tooFewAnnotators", false),
        json.getDouble("logLikelihood"),
        json.getInteger("iterations"),
        json.getBoolean("converged"),
        json.getDouble("prior"),
        json.getJsonArray("items").stream().map(item -> Item.fromJson((JsonObject) item)).toList(),
        Doubts.fromJson(json.getJsonObject("doubts")));
  }
}
