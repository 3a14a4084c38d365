package dev.agon.server.ranking;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.LeaderboardUpdated;
import dev.agon.server.http.Pages;
import dev.agon.server.http.Sse;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends boards to the readers of a web node: one deployed a node, shared by its routers. A board is
 * rendered once a version, at most ten times a second: less often where that takes more than a
 * quarter of the time, or its readers together more than 20 MB a second. Messages make it quick;
 * without them the stored versions are looked up every second.
 */
public final class BoardFeedVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(BoardFeedVerticle.class);
  private static final long TICK_MS = 1_000;
  private static final long LEAST_BETWEEN_MS = 100;
  private static final long RENDERING_SHARE = 4;
  private static final long CHARACTERS_PER_MS = 20_000;

  private final LeaderboardStore store;
  private final BoardRenderer renderer;
  private final Sse sse;
  private final Map<BoardTopic, Following> followed = new ConcurrentHashMap<>();
  private boolean ticking;

  /** A topic somebody reads; used on this verticle's context, but for the latest event. */
  private static final class Following {
    volatile @Nullable BoardEvent latest;

    /** An event waits for its time or is being made; one at a time, so that none overtakes. */
    boolean sending;

    /** Something is newer than the event that is being made. */
    boolean stale;

    long betweenMs = LEAST_BETWEEN_MS;
    long sentAt = System.nanoTime() - betweenMs * 1_000_000;
  }

  public BoardFeedVerticle(LeaderboardStore store, Slices slices, Pages pages, Sse sse) {
    this.store = store;
    this.renderer = new BoardRenderer(slices, pages);
    this.sse = sse;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK_MS, timer -> tick());
    return vertx
        .eventBus()
        .<JsonObject>consumer(
            Address.LEADERBOARD_UPDATED,
            message -> refresh(LeaderboardUpdated.fromJson(message.body()).study()))
        .completion();
  }

  /** The event a new reader of a topic starts from; from now on the topic is followed. */
  Future<BoardEvent> join(BoardTopic topic) {
    Following following = followed.computeIfAbsent(topic, t -> new Following());
    BoardEvent latest = following.latest;
    return latest == null
        ? renderer.event(topic).onSuccess(event -> following.latest = event)
        : Future.succeededFuture(latest);
  }

  /** The latest event of a topic, if it is followed. */
  @Nullable BoardEvent latest(BoardTopic topic) {
    Following following = followed.get(topic);
    return following == null ? null : following.latest;
  }

  private void refresh(long study) {
    followed.forEach(
        (topic, following) -> {
          if (topic.study().id() == study) {
            send(topic, following);
          }
        });
  }

  private void send(BoardTopic topic, Following following) {
    if (following.sending) {
      following.stale = true;
      return;
    }
    following.sending = true;
    long since = (System.nanoTime() - following.sentAt) / 1_000_000;
    vertx.setTimer(
        Math.max(1, following.betweenMs - since),
        timer -> {
          following.stale = false;
          following.sentAt = System.nanoTime();
          var study = store.study(topic.study().slug());
          var event = renderer.event(topic);
          Future.join(study, event)
              .onComplete(
                  done -> {
                    if (study.succeeded() && !study.result().equals(Optional.of(topic.study()))) {
                      drop(topic);
                    } else if (done.succeeded()) {
                      publishIfNew(topic, following, event.result());
                    } else {
                      log.warn("board of {} not sent", topic.name(), done.cause());
                    }
                    sent(topic, following);
                  });
        });
  }

  private void sent(BoardTopic topic, Following following) {
    following.sending = false;
    if (following.stale && followed.get(topic) == following) {
      send(topic, following);
    }
  }

  private void publishIfNew(BoardTopic topic, Following following, BoardEvent event) {
    BoardEvent before = following.latest;
    following.latest = event;
    if (before == null || !before.version().equals(event.version())) {
      following.betweenMs = between(topic, event);
      sse.publish(topic.name(), event.message());
    }
  }

  private long between(BoardTopic topic, BoardEvent event) {
    long renderingMs = event.nanos() / 1_000_000;
    long sendingMs = sse.readers(topic.name()) * (long) event.html().length() / CHARACTERS_PER_MS;
    return Math.max(LEAST_BETWEEN_MS, Math.max(RENDERING_SHARE * renderingMs, sendingMs));
  }

  /** The study's settings are others now: its readers have to ask again. */
  private void drop(BoardTopic topic) {
    if (followed.remove(topic) != null) {
      sse.publish(topic.name(), BoardEvent.CHANGED);
    }
  }

  private void tick() {
    followed.keySet().removeIf(topic -> sse.readers(topic.name()) == 0);
    if (ticking || followed.isEmpty()) {
      return;
    }
    ticking = true;
    Set<Long> studies =
        followed.keySet().stream().map(topic -> topic.study().id()).collect(Collectors.toSet());
    store
        .versions(studies)
        .onSuccess(this::compare)
        .onFailure(failure -> log.warn("boards' versions could not be looked up", failure))
        .onComplete(done -> ticking = false);
  }

  private void compare(Map<Long, StoredBoard.Version> versions) {
    followed.forEach(
        (topic, following) -> {
          BoardEvent latest = following.latest;
          StoredBoard.Version stored =
              versions.getOrDefault(topic.study().id(), StoredBoard.Version.NONE);
          if (latest != null && !latest.version().equals(stored)) {
            send(topic, following);
          }
        });
  }
}
