package dev.agon.server.comparison.draw;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.agon.pairing.MatchupWeights;
import dev.agon.pairing.PairPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what a study's policy goes by, and makes the policy. */
final class PolicyStore {
  private static final int MOST_STUDIES = 1_000;

  private final Vertx vertx;
  private final Pool pool;

  private final Cache<Long, Voted> voted =
      Caffeine.newBuilder().maximumSize(MOST_STUDIES).executor(Runnable::run).build();

  PolicyStore(Vertx vertx, Pool pool) {
    this.vertx = vertx;
    this.pool = pool;
  }

  /**
   * Which sets of generators the votes up to a number have put side by side.
   *
   * @param connected of how many generators they have connected all, 0 until they do; it stays so
   *     while none is added
   */
  private record Voted(long number, Set<List<Long>> sets, int connected) {
    static final Voted NOTHING = new Voted(0, Set.of(), 0);
  }

  private record Places(
      Drawing drawing,
      boolean byLanguage,
      int held,
      List<MatchupPolicy.Cell> cells,
      Map<Long, Long[]> matchups) {}

  /** The policy over the places that are free now. */
  Future<MatchupPolicy> load(long study) {
    return pool.preparedQuery(PolicySql.FOLD)
        .execute(Tuple.of(study))
        .compose(folded -> pool.preparedQuery(PolicySql.FREE_BY_MATCHUP).execute(Tuple.of(study)))
        .map(PolicyStore::places)
        .compose(
            places ->
                places.drawing == Drawing.UNIFORM || places.cells.isEmpty()
                    ? Future.succeededFuture(policy(places, "uniform", Map.of()))
                    : weighted(study, places));
  }

  private static Places places(RowSet<Row> rows) {
    Drawing drawing = Drawing.UNIFORM;
    boolean byLanguage = false;
    int held = 1;
    List<MatchupPolicy.Cell> cells = new ArrayList<>();
    Map<Long, Long[]> matchups = new TreeMap<>();
    for (Row row : rows) {
      drawing = Drawing.of(row.getString("drawing"));
      byLanguage = row.getBoolean("by_language");
      held = row.getInteger("assignments_held");
      Long matchup = row.getLong("matchup");
      if (matchup != null) {
        cells.add(
            new MatchupPolicy.Cell(matchup, row.getInteger("languages"), row.getLong("free")));
        if (drawing != Drawing.UNIFORM) {
          matchups.put(matchup, row.getArrayOfLongs("generators"));
        }
      }
    }
    return new Places(drawing, byLanguage, held, cells, matchups);
  }

  private static MatchupPolicy policy(Places places, String name, Map<Long, Double> weights) {
    return new MatchupPolicy(name, places.byLanguage, places.held, places.cells, weights);
  }

  private Future<MatchupPolicy> weighted(long study, Places places) {
    Future<RowSet<Row>> ratings = pool.preparedQuery(PolicySql.RATINGS).execute(Tuple.of(study));
    return pool.preparedQuery(PolicySql.GENERATORS)
        .execute(Tuple.of(study))
        .map(rows -> new DrawingState(rows.stream().map(row -> row.getLong("id")).toList()))
        .compose(state -> ratings.onSuccess(rows -> rate(state, rows)).map(state))
        .compose(state -> voted(study, state))
        .compose(state -> vertx.executeBlocking(() -> weighted(places, state), false));
  }

  private static void rate(DrawingState state, RowSet<Row> ratings) {
    for (Row row : ratings) {
      state.rate(
          row.getLong("generator"),
          row.getDouble("log_strength"),
          row.getDouble("se"),
          row.getLong("votes"));
    }
  }

  /** Which generators votes connect, until they connect all; each vote is looked at once. */
  private Future<DrawingState> voted(long study, DrawingState state) {
    Voted known = voted.get(study, unknown -> Voted.NOTHING);
    if (known.connected == state.generators()) {
      state.connectAll();
      return Future.succeededFuture(state);
    }
    return pool.preparedQuery(PolicySql.VOTED)
        .execute(Tuple.of(study, known.number))
        .map(
            rows -> {
              long number = known.number;
              Set<List<Long>> sets = new HashSet<>(known.sets);
              for (Row row : rows) {
                number = Math.max(number, row.getLong("number"));
                sets.add(List.of(row.getArrayOfLongs("generators")));
              }
              sets.forEach(set -> state.connect(set.toArray(Long[]::new)));
              int connected = state.isConnected() ? state.generators() : 0;
              voted.put(study, new Voted(number, Set.copyOf(sets), connected));
              return state;
            });
  }

  private static MatchupPolicy weighted(Places places, DrawingState state) {
    PairPolicy policy = places.drawing.policy(state.generators());
    int[][] matchups = places.matchups.values().stream().map(state::numbers).toArray(int[][]::new);
    double[] weights = MatchupWeights.of(policy, state.toPairState(), matchups);
    Map<Long, Double> byMatchup = new TreeMap<>();
    int at = 0;
    for (Long matchup : places.matchups.keySet()) {
      byMatchup.put(matchup, weights[at++]);
    }
    return policy(places, policy.name(), byMatchup);
  }
}
