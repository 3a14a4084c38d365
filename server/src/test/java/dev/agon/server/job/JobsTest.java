package dev.agon.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs of a kind that exists in tests only, by workers for real. */
class JobsTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private static final AtomicInteger KINDS = new AtomicInteger();

  private final String kind = "test-" + (char) ('a' + KINDS.getAndIncrement() % 26);
  private JobStore store;
  private Jobs jobs;
  private String deployed = "";

  @BeforeEach
  void make() {
    store = new JobStore(DATABASE.pool());
    jobs = new Jobs(DATABASE.vertx(), store);
  }

  @AfterEach
  void undeploy() {
    if (!deployed.isEmpty()) {
      DATABASE.vertx().undeploy(deployed).await();
    }
  }

  private record Work(String kind, Function<JobTask, Future<JsonObject>> doing) implements JobWork {
    @Override
    public Future<JsonObject> run(JobTask task) {
      return doing.apply(task);
    }
  }

  private void worker(String name, int atOnce, Function<JobTask, Future<JsonObject>> doing) {
    deployed =
        DATABASE
            .vertx()
            .deployVerticle(new JobVerticle(store, List.of(new Work(kind, doing)), name, atOnce))
            .await();
  }

  private static Future<JsonObject> untilStopped(JobTask task) {
    Promise<JsonObject> never = Promise.promise();
    task.onStop(() -> never.fail("stopped"));
    task.step("working");
    return never.future();
  }

  private long add(@Nullable String node) {
    return jobs.add(new NewJob(kind, null, "Ada", new JsonObject().put("n", 1), node))
        .await()
        .orElseThrow();
  }

  private Job wait(long id, Predicate<Job> until) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(30))
        .until(() -> store.find(id).await().orElseThrow(), until);
  }

  private Job ended(long id) {
    return wait(id, job -> !job.open());
  }

  private void set(long id, String what) {
    DATABASE
        .pool()
        .preparedQuery("update job set " + what + " where id = $1")
        .execute(Tuple.of(id))
        .await();
  }

  @Test
  void a_job_tells_how_far_it_is_and_keeps_its_result() {
    Promise<JsonObject> result = Promise.promise();
    worker(
        "one",
        1,
        task -> {
          task.count("counting", 3, 4);
          return result.future();
        });
    long id = add(null);

    JobView half = JobView.of(wait(id, job -> job.step() != null));
    assertThat(half.word()).isEqualTo("counting");
    assertThat(half.percent()).isEqualTo(75);
    assertThat(half.pace()).isPositive();
    result.complete(new JsonObject().put("answer", 42));

    Job done = ended(id);
    assertThat(done.state()).isEqualTo(JobState.DONE);
    assertThat(done.result().getInteger("answer")).isEqualTo(42);
    assertThat(done.attempts()).isEqualTo(1);
  }

  @Test
  void a_wish_to_cancel_reaches_the_work_through_the_row_so_that_any_node_can_say_it() {
    worker("one", 1, JobsTest::untilStopped);
    long id = add(null);
    wait(id, job -> "working".equals(job.step()));

    assertThat(new JobStore(DATABASE.pool()).cancel(id).await()).isTrue();

    assertThat(ended(id).state()).isEqualTo(JobState.CANCELLED);
    assertThat(store.cancel(id).await()).isFalse();
  }

  @Test
  void one_that_nobody_has_begun_is_cancelled_at_once() {
    long id = add(null);

    store.cancel(id).await();

    assertThat(store.find(id).await().orElseThrow().state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void what_does_not_fit_is_refused_and_what_cannot_be_done_fails_with_a_sentence() {
    worker(
        "one",
        3,
        task ->
            switch (task.job().id() % 3 == 0 ? "refused" : "sentence") {
              case "refused" ->
                  Future.failedFuture(new JobRefused(new JsonObject().put("line", 7)));
              default -> Future.failedFuture(new IllegalArgumentException("Too few votes."));
            });

    for (int k = 0; k < 3; k++) {
      Job job = ended(add(null));
      if (job.id() % 3 == 0) {
        assertThat(job.state()).isEqualTo(JobState.REFUSED);
        assertThat(job.result().getInteger("line")).isEqualTo(7);
      } else {
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.error()).isEqualTo("Too few votes.");
      }
    }
  }

  @Test
  void work_that_throws_at_once_fails_and_the_worker_goes_on() {
    worker(
        "one",
        1,
        task -> {
          if (task.job().id() % 2 == 0) {
            throw new IllegalStateException("broken");
          }
          return Future.succeededFuture(new JsonObject());
        });

    List<JobState> states = List.of(ended(add(null)).state(), ended(add(null)).state());

    assertThat(states).containsExactlyInAnyOrder(JobState.FAILED, JobState.DONE);
  }

  @Test
  void a_job_whose_worker_was_killed_is_taken_over_and_the_old_one_writes_nothing_more() {
    long id = add(null);
    JobStore.Taken first = store.take(id, "killed").await().orElseThrow();
    assertThat(store.take(id, "other").await()).isEmpty();
    set(id, "expires_at = clock_timestamp()");

    worker("one", 1, task -> Future.succeededFuture(new JsonObject().put("by", "one")));
    Job done = ended(id);
    store.end(first.lease(), JobState.FAILED, new JsonObject(), "too late").await();

    assertThat(done.attempts()).isEqualTo(2);
    Job now = store.find(id).await().orElseThrow();
    assertThat(now.state()).isEqualTo(JobState.DONE);
    assertThat(store.tell(first.lease(), "x", new JsonObject()).await())
        .isEqualTo(JobStore.Heard.LOST);
  }

  @Test
  void a_lease_that_ends_in_weeks_because_the_clock_was_put_back_is_none() {
    long id = add(null);
    store.take(id, "gone").await();
    set(id, "expires_at = clock_timestamp() + interval '40 days'");

    assertThat(store.find(id).await().orElseThrow().silent()).isTrue();
    assertThat(store.offered("here", Set.of(kind)).await()).contains(id);
    assertThat(store.take(id, "here").await()).isPresent();
  }

  @Test
  void after_five_attempts_a_job_fails_with_a_sentence() {
    long id = add(null);
    set(id, "attempts = 5");

    worker("one", 1, task -> Future.succeededFuture(new JsonObject()));

    assertThat(JobView.of(ended(id)).why()).isEqualTo("broke-off");
  }

  @Test
  void a_job_that_belongs_to_a_worker_waits_for_it_and_fails_once_that_one_is_gone() {
    long id = add("gone");
    long kept = add("here");
    set(id, "touched_at = now() - interval '1 minute'");
    set(kept, "touched_at = now() - interval '1 minute'");

    assertThat(store.take(id, "here").await()).isEmpty();
    store.keep("here").await();

    assertThat(store.find(kept).await().orElseThrow().state()).isEqualTo(JobState.WAITING);
    Job gone = store.find(id).await().orElseThrow();
    assertThat(gone.state()).isEqualTo(JobState.FAILED);
    assertThat(JobView.of(gone).why()).isEqualTo("interrupted");
  }

  @Test
  void a_worker_that_ends_gives_its_job_back_at_once() {
    worker("one", 1, JobsTest::untilStopped);
    long id = add(null);
    wait(id, job -> "working".equals(job.step()));

    DATABASE.vertx().undeploy(deployed).await();
    deployed = "";

    assertThat(store.find(id).await().orElseThrow().open()).isTrue();
    assertThat(store.take(id, "another").await()).isPresent();
  }

  @Test
  void a_job_that_ended_is_done_again_once_however_many_ask() {
    worker("one", 1, task -> Future.succeededFuture(task.job().parameters().copy()));
    Job first = ended(add(null));

    boolean one = jobs.again(first, new JsonObject().put("n", 2), null).await();
    boolean two = jobs.again(first, new JsonObject().put("n", 3), null).await();

    assertThat(List.of(one, two)).containsExactly(true, false);
    assertThat(ended(first.id()).result().getInteger("n")).isEqualTo(2);
  }

  @Test
  void a_study_has_one_open_training() {
    StudyFixture study = StudyFixture.create(DATABASE.pool(), 2, 1, 1);
    NewJob training = new NewJob("training", study.id(), "Ada", new JsonObject(), null);

    assertThat(store.add(training).await()).isPresent();
    assertThat(store.add(training).await()).isEmpty();
  }
}
