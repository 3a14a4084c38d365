package dev.agon.server.training;

import dev.agon.server.config.EncoderEndpoint;
import dev.agon.server.job.Job;
import dev.agon.server.job.JobRun;
import dev.agon.server.job.JobStore;
import dev.agon.server.job.JobTask;
import dev.agon.server.job.JobVerticle;
import dev.agon.server.job.JobWork;
import dev.agon.server.job.Jobs;
import dev.agon.server.job.NewJob;
import dev.agon.server.sql.Lease;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.training.registry.ModelFolder;
import dev.agon.server.training.registry.RewardModelStore;
import dev.agon.server.training.run.TrainingDataStore;
import dev.agon.server.training.run.TrainingWork;
import dev.agon.server.training.score.EmbeddingStore;
import dev.agon.server.training.score.Encoders;
import dev.agon.server.training.score.ScorerVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;

/** Trainers and scorers for real, on a database, and studies whose votes follow a rule. */
public final class TrainingRig {
  private static final String[] WORDS = {
    "river", "stone", "window", "garden", "letter", "winter", "copper", "mirror", "harbour",
    "candle"
  };

  public final Vertx vertx;
  public final Pool pool;
  public final ModelFolder folder;
  public final TrainingPolicyStore policies;
  public final Jobs jobs;
  public final RewardModelStore models;
  public final Encoders encoders;

  public TrainingRig(Vertx vertx, Pool pool, Path folder) {
    this(vertx, pool, folder, List.of());
  }

  public TrainingRig(Vertx vertx, Pool pool, Path folder, List<EncoderEndpoint> endpoints) {
    this.vertx = vertx;
    this.pool = pool;
    this.folder = new ModelFolder(folder);
    this.policies = new TrainingPolicyStore(pool);
    this.jobs = new Jobs(vertx, new JobStore(pool));
    this.models = new RewardModelStore(pool);
    this.encoders = new Encoders(endpoints, 1);
  }

  public String trainer() {
    return trainer(Lease.newHolder());
  }

  public String trainer(String name) {
    TrainingWork.Stores stores =
        new TrainingWork.Stores(
            new TrainingDataStore(pool), models, policies, new EmbeddingStore(pool));
    TrainingWork work = new TrainingWork(vertx, stores, encoders, folder);
    return vertx.deployVerticle(new JobVerticle(jobs.store(), List.of(work), name, 1)).await();
  }

  public String scorer() {
    return vertx
        .deployVerticle(new ScorerVerticle(models, new EmbeddingStore(pool), encoders, folder, 1))
        .await();
  }

  /** A study whose annotators prefer the response with more of the word "because". */
  public static StudyFixture study(Pool pool, int generators, int prompts, int votesEach) {
    StudyFixture study = StudyFixture.create(pool, generators, prompts, votesEach + 1);
    Random random = new Random(11);
    pool.preparedQuery("select id, generator from response where study = $1 order by id")
        .execute(Tuple.of(study.id()))
        .await()
        .forEach(
            row -> {
              int worth = (int) (row.getLong("generator") % generators);
              study.run(
                  "update response set text = $2 where id = $1",
                  row.getLong("id"),
                  text(random, worth));
            });
    return study;
  }

  private static String text(Random random, int worth) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12 + random.nextInt(12); i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    for (int i = 0; i < worth; i++) {
      text.append("because ").append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.toString().strip() + ".";
  }

  /** Votes on every comparison: for the response with more reasons, save a share of mistakes. */
  public static void vote(StudyFixture study, int perComparison, double mistakes, long seed) {
    study.run(
        """
        with a as (
          insert into annotator (study, pseudonym, consent_version, consented_at)
          select $1, 'voter-' || $4::bigint || '-' || k, 1, now() from generate_series(1, $2::int) k
          returning id
        ), p as (
          insert into place (study, comparison, matchup, presentation, state, annotator, revision)
          select $1, c.id, c.matchup, case when (c.id + a.id) % 2 = 0 then '{1,2}'::smallint[]
            else '{2,1}'::smallint[] end, 2, a.id, 1
          from comparison c, a where c.study = $1
          returning id, comparison, annotator, presentation
        ), n as (
          select p.*, row_number() over (order by p.id) + k.seq as number
          from p, study_clock k where k.study = $1
        ), s as (
          update study_clock set seq = seq + (select count(*) from p) where study = $1
        ), v as (
          insert into vote (study, number, place, comparison, annotator, revision, key, body_hash,
            purpose, presentation, study_version, source)
          select $1, number, id, comparison, annotator, 1, gen_random_uuid(), '', 1, presentation,
            1, 'api' from n
        )
        insert into judgement (study, number, criterion, outcome)
        select $1, n.number, 1, case
          when x.first = x.second then 3
          when (x.first > x.second) <> (abs(hashint8(n.number + $4::bigint)) % 1000 < $3::float8 * 1000) then 1
          else 2 end
        from n
        join lateral (
          select (length(f.text) - length(replace(f.text, 'because', ''))) as first,
            (length(g.text) - length(replace(g.text, 'because', ''))) as second
          from comparison c join response f on f.id = c.responses[1]
            join response g on g.id = c.responses[2] where c.id = n.comparison) x on true
        """,
        study.id(), perComparison, mistakes, seed);
  }

  /** Waits until a study's newest training has ended. */
  public Job ended(long study, Duration most) {
    return Awaitility.await("the training ends")
        .atMost(most)
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> jobs.store().last(study, TrainingPolicyStore.KIND, 1).await(),
            newest -> newest.size() == 1 && !newest.getFirst().open())
        .getFirst();
  }

  /** Asks for a training. */
  public long demand(long study, String actor, TrainingSettings settings) {
    return jobs.add(new NewJob(TrainingPolicyStore.KIND, study, actor, settings.toJson(), null))
        .await()
        .orElseThrow();
  }

  /** Trains now and waits. */
  public Job train(long study, TrainingSettings settings) {
    demand(study, "test", settings);
    return ended(study, Duration.ofMinutes(3));
  }

  /** Trains now as studies do at first, and waits. */
  public void train(StudyFixture study) {
    train(study.id(), TrainingSettings.DEFAULT);
  }

  /** Lets a version answer where none did. */
  public void promote(StudyFixture study, int version) {
    models.promote(study.id(), version, null, "test", false).await();
  }

  /** Leaves a study in the middle of a training whose trainer is somewhere else. */
  public void holdOn(StudyFixture study) {
    JobWork elsewhere =
        new JobWork() {
          @Override
          public String kind() {
            return TrainingPolicyStore.KIND;
          }

          @Override
          public Future<JsonObject> run(JobTask task) {
            task.tell(
                "training",
                new JsonObject()
                    .put("step", 140)
                    .put("steps", 600)
                    .put("loss", 0.4321)
                    .put("perSecond", 1834.2)
                    .put("secondsLeft", 75));
            Promise<JsonObject> never = Promise.promise();
            task.onStop(() -> never.fail("cancelled"));
            return never.future();
          }
        };
    // For that trainer alone: those that are there would be quicker.
    NewJob training =
        new NewJob(
            TrainingPolicyStore.KIND,
            study.id(),
            "Ada",
            TrainingSettings.DEFAULT.toJson(),
            "elsewhere");
    long job = jobs.store().add(training).await().orElseThrow();
    new JobRun(vertx, jobs.store(), "elsewhere").run(job, kind -> elsewhere);
    Awaitility.await("the training is under way")
        .until(() -> jobs.store().find(job).await().orElseThrow().step() != null);
  }

  /** A board on which the generators stand in the order that their texts deserve. */
  public static void board(StudyFixture study) {
    study.run(
        """
        insert into leaderboard (study, criterion, method, watermark, intervals_at, fence, result)
        select $1, 1, 'bradley-terry', 1, 1, 1, jsonb_build_object('all', jsonb_build_object('items',
          jsonb_agg(jsonb_build_object('generator', id, 'rating', 900 + 40 * (id % 5)))))
        from generator where study = $1
        """,
        study.id());
  }
}
