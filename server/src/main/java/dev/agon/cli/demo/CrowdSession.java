package dev.agon.cli.demo;

import dev.agon.cli.demo.CrowdMember.Looking;
import dev.agon.simulation.SimulatedAnnotator;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a crowd. Members arrive one by one, look at what they were given until it is their
 * turn, and leave when the study has nothing more for them. Lives on one event loop.
 */
final class CrowdSession {
  private static final Logger LOG = LoggerFactory.getLogger(CrowdSession.class);
  private static final long LOOK_AGAIN_MILLIS = 2_000;

  private final Vertx vertx;
  private final CrowdClient client;
  private final Pace pace;
  private final Queue<CrowdMember> arriving = new ArrayDeque<>();
  private final List<Looking> looking = new ArrayList<>();
  private final AtomicInteger members = new AtomicInteger();
  private final LongAdder votes = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final Promise<CrowdFigures> finished = Promise.promise();
  private final Promise<Void> stopped = Promise.promise();
  private long ticker;
  private int underWay;
  private boolean stopping;

  CrowdSession(Vertx vertx, CrowdPlan plan) {
    this.vertx = vertx;
    this.client = new CrowdClient(vertx, plan.study());
    this.pace = new Pace(plan.votesPerMinute(), System.nanoTime());
    List<SimulatedAnnotator> annotators = plan.crowd().annotators();
    for (int i = 0; i < annotators.size(); i++) {
      arriving.add(new CrowdMember(i + 1, plan.tokens().get(i), annotators.get(i)));
    }
    members.set(annotators.size());
  }

  /** Begins; the result completes when the last member has left, or the session was stopped. */
  Future<CrowdFigures> begin() {
    ticker = vertx.setPeriodic(1, pace.tickMillis(), id -> tick());
    return finished.future();
  }

  /** Begins no more votes; completes when those under way are answered. */
  Future<Void> stop() {
    stopping = true;
    vertx.cancelTimer(ticker);
    client.giveUpWaiting();
    endIfDone();
    return stopped.future();
  }

  CrowdFigures figures() {
    return new CrowdFigures(votes.sum(), lost.sum(), client.retries(), members.get());
  }

  private void tick() {
    CrowdMember arrival = arriving.poll();
    if (arrival != null) {
      await(client.draw(arrival.bearer()), arrival, false);
    }
    for (int due = pace.due(System.nanoTime()); due > 0 && !looking.isEmpty(); due--) {
      Looking turn = takeTurn();
      CrowdMember member = turn.member();
      UUID key = UUID.randomUUID();
      await(client.vote(member.bearer(), key, turn.decide(System.nanoTime())), member, true);
    }
  }

  private Looking takeTurn() {
    int last = looking.size() - 1;
    Collections.swap(looking, ThreadLocalRandom.current().nextInt(looking.size()), last);
    return looking.remove(last);
  }

  private void await(Future<Answer> request, CrowdMember member, boolean vote) {
    underWay++;
    request.onComplete(
        answered -> {
          underWay--;
          settle(answered, member, vote);
          endIfDone();
        });
  }

  private void settle(AsyncResult<Answer> answered, CrowdMember member, boolean vote) {
    if (answered.failed()) {
      leave(member, stopping ? "" : String.valueOf(answered.cause()));
      return;
    }
    switch (answered.result()) {
      case Answer.Held held -> {
        if (vote) {
          votes.increment();
        }
        seat(member, held);
      }
      case Answer.Lost _ -> {
        lost.increment();
        arriving.add(member);
      }
      case Answer.Refused refused -> leave(member, refused.status() + " " + refused.reason());
    }
  }

  private void seat(CrowdMember member, Answer.Held held) {
    if (!held.assignments().isEmpty()) {
      looking.add(new Looking(member, held.assignments().getFirst(), System.nanoTime()));
      return;
    }
    switch (held.state()) {
      case ASSIGNED -> arriving.add(member);
      case NONE_RIGHT_NOW, PAUSED -> vertx.setTimer(LOOK_AGAIN_MILLIS, id -> arriving.add(member));
      case FINISHED, NOT_ELIGIBLE -> leave(member, "");
    }
  }

  private void leave(CrowdMember member, String complaint) {
    int left = members.decrementAndGet();
    if (!complaint.isEmpty()) {
      LOG.warn("simulated annotator {} leaves, {} stay: {}", member.number(), left, complaint);
    }
  }

  private void endIfDone() {
    if (underWay == 0 && (stopping || members.get() == 0)) {
      vertx.cancelTimer(ticker);
      client.close();
      finished.tryComplete(figures());
      stopped.tryComplete();
    }
  }
}
