package dev.agon.server.comparison.draw;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Four generators, the first two close and unsure, the third far ahead, the fourth new. */
class DrawingTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private static final double POINTS = 400 / Math.log(10);

  private Pool pool;
  private StudyFixture study;
  private List<Long> generators;

  @BeforeEach
  void newStudy() {
    pool = DATABASE.votePool();
    study = StudyFixture.create(pool, 4, 10, 2);
    generators = new ArrayList<>();
    rows("select id from generator where study = $1 order by id")
        .forEach(row -> generators.add(row.getLong(0)));
    JsonArray items = new JsonArray();
    items.add(item(0, 0.10, 60, 40)).add(item(1, 0.05, 70, 40)).add(item(2, 2.5, 20, 200));
    study.run(
        "insert into leaderboard (study, criterion, method, watermark, intervals_at, fence, result)"
            + " values ($1, 1, 'bradley-terry', 140, 140, 1, $2)",
        study.id(),
        new JsonObject().put("all", new JsonObject().put("items", items)));
  }

  private JsonObject item(int generator, double logStrength, double se, int votes) {
    return new JsonObject()
        .put("generator", generators.get(generator))
        .put("logStrength", logStrength)
        .put("se", se)
        .put("votes", votes);
  }

  private List<Row> rows(String sql) {
    List<Row> rows = new ArrayList<>();
    await(pool.preparedQuery(sql).execute(Tuple.of(study.id()))).forEach(rows::add);
    return rows;
  }

  private MatchupPolicy policy(String drawing) {
    study.run("update study set drawing = $2 where id = $1", study.id(), drawing);
    return await(new PolicyStore(DATABASE.vertx(), pool).load(study.id()));
  }

  /** The probabilities by pairs of generators, as in "1-2". */
  private Map<String, Double> probabilities(MatchupPolicy policy) {
    Map<Long, String> names = new HashMap<>();
    for (Row row : rows("select id, generators from matchup where study = $1")) {
      Long[] pair = row.getArrayOfLongs("generators");
      names.put(
          row.getLong("id"),
          (generators.indexOf(pair[0]) + 1) + "-" + (generators.indexOf(pair[1]) + 1));
    }
    Map<String, Double> probabilities = new HashMap<>();
    for (int k = 0; k < policy.matchups().length; k++) {
      probabilities.put(names.get(policy.matchups()[k]), policy.probabilities()[k]);
    }
    return probabilities;
  }

  /** A vote on each pair of these, so that votes hang together as the test wants. */
  private void vote(String... pairs) {
    long ada = study.annotator("voter");
    for (String pair : pairs) {
      long place =
          study.scalar(
              "update place set state = 2, annotator = $2, revision = 1 where id = ("
                  + " select p.id from place p join matchup m on m.id = p.matchup"
                  + " where p.study = $1 and m.generators = $3 and p.state = 0 limit 1) returning id",
              study.id(),
              ada,
              new Long[] {
                generators.get(pair.charAt(0) - '1'), generators.get(pair.charAt(2) - '1')
              });
      study.run(
          "insert into vote (study, number, place, revision, annotator, comparison, purpose,"
              + " presentation, study_version, source, key, body_hash)"
              + " select study, (select coalesce(max(number), 0) + 1 from vote where study = $2), id, 1,"
              + " annotator, comparison, 1, presentation, 1, 'import', gen_random_uuid(), ''::bytea"
              + " from place where id = $1",
          place,
          study.id());
    }
  }

  @Test
  void near_ties_are_drawn_by_closeness_and_uncertainty_with_a_tenth_by_chance() {
    vote("1-2", "2-3", "3-4");

    Map<String, Double> found = probabilities(policy("near-ties"));

    double[] strength = {0.10, 0.05, 2.5, 0};
    double[] error = {60 / POINTS, 70 / POINTS, 20 / POINTS, 2 * 1.702 / Math.sqrt(2)};
    Map<String, Double> weights = new HashMap<>();
    for (int j = 0; j < 4; j++) {
      for (int i = 0; i < j; i++) {
        double apart = Math.abs(strength[i] - strength[j]) * POINTS;
        weights.put((i + 1) + "-" + (j + 1), Math.exp(-apart / 300) * (error[i] + error[j]));
      }
    }
    double sum = weights.values().stream().mapToDouble(w -> w).sum();
    Map<String, Long> free = new HashMap<>(Map.of("1-2", 19L, "2-3", 19L, "3-4", 19L));
    weights.forEach(
        (pair, weight) ->
            assertThat(found.get(pair))
                .as(pair)
                .isCloseTo(
                    .1 * free.getOrDefault(pair, 20L) / 117 + .9 * weight / sum, within(1e-9)));
  }

  @Test
  void new_and_leading_generators_come_more_often_when_weighted() {
    vote("1-2", "2-3", "3-4");

    Map<String, Double> found = probabilities(policy("weighted"));

    // The new one weighs 5, the rest 3, as all are among the ten best.
    assertThat(found.get("1-4"))
        .isCloseTo(.1 * 20 / 117 + .9 * 15 / (3 * 15 + 3 * 9), within(1e-9));
  }

  @Test
  void while_votes_leave_parts_only_a_tenth_of_the_draws_do_not_join_them() {
    vote("1-2");

    Map<String, Double> found = probabilities(policy("near-ties"));

    assertThat(found.get("1-2")).isCloseTo(.1 * 19 / 119, within(1e-9));
    assertThat(found.values().stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "weighted", "near-ties", "expected-uncertainty"})
  void match_ups_come_as_often_as_their_probabilities_say(String drawing) {
    vote("1-2", "2-3", "3-4");
    MatchupPolicy policy = policy(drawing);
    Random random = new Random(5);
    Map<Long, Integer> drawn = new HashMap<>();
    for (int k = 0; k < 40_000; k++) {
      drawn.merge(policy.draw(random).matchup(), 1, Integer::sum);
    }

    for (int k = 0; k < policy.matchups().length; k++) {
      double probability = policy.probabilities()[k];
      assertThat(drawn.getOrDefault(policy.matchups()[k], 0) / 40_000.0)
          .isCloseTo(probability, within(4.5 * Math.sqrt(probability / 40_000)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "uniform, uniform-1",
    "weighted, weighted-1",
    "near-ties, near-ties-1",
    "expected-uncertainty, expected-order-1"
  })
  void a_place_keeps_the_policy_that_drew_it_and_its_probability(String drawing, String name) {
    vote("1-2", "2-3", "3-4");
    Map<String, Double> found = probabilities(policy(drawing));
    DrawStore draws = new DrawStore(DATABASE.vertx(), pool, GroupCommit.Limits.GROUPED);

    await(draws.work(new Seat(study.id(), study.annotator("ada"))));

    List<Row> held =
        rows(
            "select d.name, p.propensity, p.eligible, p.fallback, m.generators from place p"
                + " join draw_policy d on d.id = p.policy join matchup m on m.id = p.matchup"
                + " where p.study = $1 and p.state = 1");
    assertThat(held).hasSize(2);
    for (Row row : held) {
      Long[] pair = row.getArrayOfLongs("generators");
      String key = (generators.indexOf(pair[0]) + 1) + "-" + (generators.indexOf(pair[1]) + 1);
      assertThat(row.getString("name")).isEqualTo(name);
      assertThat(row.getInteger("eligible")).isEqualTo(117);
      assertThat(row.getFloat("propensity").doubleValue()).isCloseTo(found.get(key), within(1e-6));
    }
  }

  @Test
  void where_annotators_read_languages_the_policy_is_that_of_what_they_read() {
    vote("1-2", "2-3", "3-4");
    study.run("update study set reading_level = 1 where id = $1", study.id());
    long set =
        study.scalar(
            "insert into language_set (study, tags) values ($1, '{fr}') returning id", study.id());
    study.run(
        "update place p set languages = $2 from matchup m where m.id = p.matchup and p.study = $1"
            + " and m.generators[1] = $3",
        study.id(),
        (int) set,
        generators.getFirst());
    MatchupPolicy policy = policy("weighted");

    MatchupPolicy own = policy.readableBy(Set.of(0));

    assertThat(policy.name()).isEqualTo("weighted-readable-1");
    assertThat(own.matchups()).hasSize(3);
    Map<String, Double> found = probabilities(own);
    assertThat(found).containsOnlyKeys("2-3", "2-4", "3-4");
    assertThat(found.get("2-4")).isCloseTo(.1 * 20 / 58 + .9 * 15 / 39, within(1e-9));
  }
}
