package dev.agon.server.training.run;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.VotesRecorded;
import dev.agon.server.job.Jobs;
import dev.agon.server.sql.Outage;
import dev.agon.server.training.TrainingPolicyStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a training run of each study whose policy asks for one and sends it to a trainer; one on
 * every web node. Votes make it quick; without wake-ups the timer does all the work.
 */
public final class TrainingBatcherVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(TrainingBatcherVerticle.class);
  private static final long TICK_MS = 2_000;
  private static final long BETWEEN_LOOKS_MS = 500;

  private final TrainingPolicyStore policies;
  private final Jobs jobs;
  private final Set<Long> voted = new HashSet<>();
  private boolean ticking;

  /** A batcher by the policies of all studies. */
  public TrainingBatcherVerticle(TrainingPolicyStore policies, Jobs jobs) {
    this.policies = policies;
    this.jobs = jobs;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK_MS, timer -> tick());
    return vertx
        .eventBus()
        .<JsonObject>consumer(
            Address.VOTES_RECORDED, message -> wake(VotesRecorded.fromJson(message.body()).study()))
        .completion();
  }

  /** However many votes come, a study is looked at twice a second at most. */
  private void wake(long study) {
    if (voted.add(study)) {
      vertx.setTimer(
          BETWEEN_LOOKS_MS,
          timer -> {
            voted.remove(study);
            policies.cut(study).onSuccess(this::added).onFailure(TrainingBatcherVerticle::failed);
          });
    }
  }

  private void tick() {
    if (ticking) {
      return;
    }
    ticking = true;
    policies
        .cut()
        .onSuccess(this::added)
        .onFailure(TrainingBatcherVerticle::failed)
        .onComplete(done -> ticking = false);
  }

  private void added(int made) {
    if (made > 0) {
      jobs.wake(TrainingPolicyStore.KIND);
    }
  }

  private static void failed(Throwable failure) {
    Outage.warn(
        log, "trainings that are due could not be looked up, the timer tries again", failure);
  }
}
