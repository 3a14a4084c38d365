package dev.agon.cli.demo;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * Lets a simulated crowd vote through the public HTTP API. Undeploying it is a kind stop: votes
 * under way are awaited, none begins.
 */
public final class CrowdVerticle extends VerticleBase {
  private final CrowdPlan plan;
  private final Promise<CrowdFigures> finished = Promise.promise();
  private volatile @Nullable CrowdSession session;

  public CrowdVerticle(CrowdPlan plan) {
    this.plan = plan;
  }

  @Override
  public Future<?> start() {
    CrowdSession started = new CrowdSession(vertx, plan);
    session = started;
    started.begin().onComplete(finished);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    CrowdSession running = session;
    return running == null ? Future.succeededFuture() : running.stop();
  }

  /** What the crowd has done so far; may be asked from any thread. */
  public CrowdFigures figures() {
    CrowdSession running = session;
    return running == null ? CrowdFigures.NONE : running.figures();
  }

  /** Completes when the last member has left, or the crowd was stopped. */
  public Future<CrowdFigures> finished() {
    return finished.future();
  }
}
