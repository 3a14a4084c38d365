package dev.agon.cli.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.cli.demo.StubStudy.Fault;
import dev.agon.cli.demo.StubStudy.Received;
import dev.agon.simulation.CrowdParameters;
import dev.agon.simulation.SimulatedCrowd;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@Tag("slow")
class CrowdVerticleTest {
  private static final CrowdParameters PARAMETERS =
      new CrowdParameters(0.3, 0.8, 0.3, 0.35, 0.15, -1.0, 0.1);
  private static final double FAST = 60_000;

  private Vertx vertx;

  @BeforeEach
  void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void closeVertx() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.timeout(20, TimeUnit.SECONDS).await();
  }

  private CrowdVerticle deploy(StubStudy study, int members, double pace) {
    List<String> tokens = IntStream.range(0, members).mapToObj(i -> "token-" + i).toList();
    SimulatedCrowd crowd = SimulatedCrowd.draw(PARAMETERS, Map.of(), members, 1);
    CrowdVerticle verticle = new CrowdVerticle(new CrowdPlan(study.address(), tokens, crowd, pace));
    await(vertx.deployVerticle(verticle));
    return verticle;
  }

  @Test
  void a_crowd_votes_until_the_study_is_finished() {
    StubStudy study = StubStudy.start(vertx, 60);
    CrowdFigures figures = await(deploy(study, 5, FAST).finished());
    assertThat(figures).isEqualTo(new CrowdFigures(60, 0, 0, 0));
    assertThat(study.committed).hasSize(60);
    assertThat(study.received).extracting(Received::bearer).contains("Bearer token-4");
  }

  @Test
  void a_vote_says_what_the_api_asks_for() {
    StubStudy study = StubStudy.start(vertx, 20);
    await(deploy(study, 2, FAST).finished());
    assertThat(study.received)
        .allSatisfy(
            vote -> {
              assertThat(vote.body().getString("assignment")).hasSize(36);
              assertThat(vote.body().getInteger("replaces")).isZero();
              assertThat(vote.body().getString("choice"))
                  .isIn("first", "second", "tie", "both_bad");
              assertThat(vote.body().getLong("active_ms"))
                  .isBetween(0L, vote.body().getLong("shown_ms_ago"));
            });
  }

  @Test
  void the_pace_is_that_of_the_whole_crowd() {
    StubStudy study = StubStudy.start(vertx, 41);
    await(deploy(study, 10, 1200).finished());
    long first = study.received.getFirst().nanos();
    long last = study.received.getLast().nanos();
    assertThat(Duration.ofNanos(last - first).toMillis()).isBetween(1_700L, 3_000L);
  }

  @Test
  void a_vote_that_met_a_fault_is_sent_again_with_the_same_key_and_body() {
    StubStudy study =
        StubStudy.start(
            vertx,
            4,
            Fault.UNAVAILABLE,
            Fault.CONNECTION_LOST_BEFORE_COMMIT,
            Fault.CONNECTION_LOST_AFTER_COMMIT,
            Fault.NONE,
            Fault.UNAVAILABLE);
    CrowdFigures figures = await(deploy(study, 1, FAST).finished());
    assertThat(figures.retries()).isEqualTo(4);
    assertThat(figures.votes()).isEqualTo(study.committed.size());
    Map<String, Set<JsonObject>> bodies =
        study.received.stream()
            .collect(groupingBy(Received::key, mapping(Received::body, toSet())));
    assertThat(bodies.keySet()).isEqualTo(study.committed.keySet());
    assertThat(bodies.values()).allSatisfy(sent -> assertThat(sent).hasSize(1));
  }

  @Test
  void retry_after_is_obeyed() {
    StubStudy study = StubStudy.start(vertx, 1, Fault.UNAVAILABLE_FOR_ONE_SECOND);
    await(deploy(study, 1, FAST).finished());
    long waited = study.received.get(1).nanos() - study.received.get(0).nanos();
    assertThat(Duration.ofNanos(waited).toMillis()).isBetween(990L, 2_500L);
  }

  @Test
  void a_place_that_was_lost_costs_its_vote_and_the_member_goes_on() {
    StubStudy study = StubStudy.start(vertx, 5, Fault.CONFLICT);
    CrowdFigures figures = await(deploy(study, 1, FAST).finished());
    assertThat(figures).isEqualTo(new CrowdFigures(4, 1, 0, 0));
  }

  @Test
  void who_is_turned_away_leaves_and_the_others_go_on() {
    StubStudy study = StubStudy.start(vertx, 10, Fault.FORBIDDEN);
    CrowdFigures figures = await(deploy(study, 3, FAST).finished());
    assertThat(figures).isEqualTo(new CrowdFigures(9, 0, 0, 0));
  }

  @Test
  void a_study_that_does_not_exist_ends_the_crowd() {
    StubStudy study = StubStudy.start(vertx, 10);
    List<String> tokens = List.of("token");
    SimulatedCrowd crowd = SimulatedCrowd.draw(PARAMETERS, Map.of(), 1, 1);
    CrowdVerticle verticle =
        new CrowdVerticle(
            new CrowdPlan(study.address().resolve("/studies/other"), tokens, crowd, FAST));
    await(vertx.deployVerticle(verticle));
    assertThat(await(verticle.finished()).votes()).isZero();
  }

  @Test
  void stopping_awaits_what_is_under_way_and_begins_nothing() {
    StubStudy study = StubStudy.start(vertx, Integer.MAX_VALUE);
    CrowdVerticle verticle = deploy(study, 10, 6000);
    Awaitility.await().until(() -> study.received.size() >= 20);
    await(vertx.undeploy(verticle.deploymentID()));
    CrowdFigures figures = await(verticle.finished());
    int received = study.received.size();
    assertThat(figures.votes()).isEqualTo(received).isPositive();
    assertThat(study.committed).hasSize(received);
    Awaitility.await()
        .during(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(study.received).hasSize(received));
  }

  @Test
  void stopping_does_not_wait_for_a_server_that_asks_for_patience() {
    Fault[] always = new Fault[1000];
    Arrays.fill(always, Fault.UNAVAILABLE_FOR_MINUTES);
    StubStudy study = StubStudy.start(vertx, 10, always);
    CrowdVerticle verticle = deploy(study, 2, FAST);
    Awaitility.await().until(() -> study.received.size() == 2);
    await(vertx.undeploy(verticle.deploymentID()));
    assertThat(study.committed).isEmpty();
  }

  @Test
  void a_plan_has_a_token_for_each_annotator() {
    SimulatedCrowd crowd = SimulatedCrowd.draw(PARAMETERS, Map.of(), 3, 1);
    StubStudy study = StubStudy.start(vertx, 1);
    assertThatThrownBy(() -> new CrowdPlan(study.address(), List.of("one"), crowd, FAST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 tokens for 3 annotators");
    assertThatThrownBy(() -> new CrowdPlan(study.address(), List.of("a", "b", "c"), crowd, 0))
        .hasMessageContaining("above 0");
  }
}
