package dev.agon.server.ranking.board;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.LeaderboardUpdated;
import dev.agon.server.http.LogDigest;
import dev.agon.server.http.Pages;
import dev.agon.server.http.Sse;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Asker;
import dev.agon.server.ranking.StoredBoard;
import dev.agon.server.ranking.rank.LeaderboardStore;
import dev.agon.server.ranking.slice.Slices;
import dev.agon.server.sql.Outage;
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

  /** Boards that are computed at each move of their study, of one network or one admin. */
  private static final int MOST_COMPUTED_OF_ONE = 8;

  private static final long JOINING_NANOS = 2_000_000_000L;
  private static final int BUSY_SECONDS = 5;
  private static final LogDigest DIGEST = new LogDigest(log, 1);

  private final LeaderboardStore store;
  private final BoardRenderer renderer;
  private final Sse sse;
  private final Map<BoardTopic, Following> followed = new ConcurrentHashMap<>();
  private boolean ticking;

  /** A topic somebody reads; used on this verticle's context, but for the latest event. */
  private static final class Following {
    /** Who came first: it is computed in their share. */
    final Asker asker;

    volatile @Nullable BoardEvent latest;

    /** When somebody last came for it: from then on they need a moment to become a reader. */
    volatile long joined = System.nanoTime();

    /** An event waits for its time or is being made; one at a time, so that none overtakes. */
    boolean sending;

    /** Something is newer than the event that is being made. */
    boolean stale;

    long betweenMs = LEAST_BETWEEN_MS;
    long sentAt = System.nanoTime() - betweenMs * 1_000_000;

    Following(Asker asker) {
      this.asker = asker;
    }
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

  /**
   * The event a new reader of a topic starts from; from now on the topic is followed.
   *
   * @throws HttpProblem 503 when the reader's network follows too many boards that are computed
   */
  Future<BoardEvent> join(BoardTopic topic, Asker asker) {
    if (isComputed(topic) && !followed.containsKey(topic)) {
      long computed =
          followed.entrySet().stream()
              .filter(entry -> isComputed(entry.getKey()))
              .filter(entry -> entry.getValue().asker.share().equals(asker.share()))
              .count();
      if (computed >= MOST_COMPUTED_OF_ONE) {
        throw HttpProblem.unavailable(BUSY_SECONDS);
      }
    }
    Following following = followed.computeIfAbsent(topic, t -> new Following(asker));
    following.joined = System.nanoTime();
    BoardEvent latest = following.latest;
    return latest == null
        ? renderer.event(asker, topic).onSuccess(event -> begin(topic, following, event))
        : Future.succeededFuture(latest);
  }

  private void begin(BoardTopic topic, Following following, BoardEvent event) {
    following.latest = event;
    following.joined = System.nanoTime();
    followed.putIfAbsent(topic, following);
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
          var event = renderer.event(following.asker, topic);
          Future.join(study, event)
              .onComplete(
                  done -> {
                    if (study.succeeded() && !study.result().equals(Optional.of(topic.study()))) {
                      drop(topic);
                    } else if (done.succeeded()) {
                      publishIfNew(topic, following, event.result());
                    } else {
                      DIGEST.write(
                          "boards not sent",
                          () ->
                              Outage.warn(
                                  log, "board of " + topic.name() + " not sent", done.cause()));
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
      sse.end(topic.name(), BoardEvent.CHANGED);
    }
  }

  private static boolean isComputed(BoardTopic topic) {
    return !topic.choice().slice().isWhole();
  }

  private void tick() {
    long now = System.nanoTime();
    followed
        .entrySet()
        .removeIf(
            entry ->
                sse.readers(entry.getKey().name()) == 0
                    && now - entry.getValue().joined > JOINING_NANOS);
    if (ticking || followed.isEmpty()) {
      return;
    }
    ticking = true;
    Set<Long> studies =
        followed.keySet().stream().map(topic -> topic.study().id()).collect(Collectors.toSet());
    store
        .versions(studies)
        .onSuccess(this::compare)
        .onFailure(failure -> Outage.warn(log, "boards' versions could not be looked up", failure))
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
