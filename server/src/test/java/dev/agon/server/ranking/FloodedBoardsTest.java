package dev.agon.server.ranking;

import static dev.agon.server.ranking.RankingRig.awaitBoard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.server.http.TestSite;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One reader asks for boards of ever new days; others read theirs meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class FloodedBoardsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int AT_ONCE = 60;

  private final BoardSite boards;
  private final TestSite site;
  private final AtomicInteger days = new AtomicInteger();
  private final Set<Integer> mallorySaw = ConcurrentHashMap.newKeySet();
  private volatile boolean flooding;

  FloodedBoardsTest() throws Exception {
    boards = BoardSite.start(60);
    site = boards.site;
  }

  @BeforeAll
  void vote() throws Exception {
    for (String slug : List.of("flooded", "quiet")) {
      try (VoteFixture study = VoteFixture.study(site.database, slug)) {
        List<Long> generators = study.generators(3);
        long person = study.annotator("person");
        for (int i = 0; i < 30; i++) {
          study.vote(
              person,
              study.comparison(generators.get(i % 3), generators.get((i + 1) % 3)),
              Outcome.of(1 + i % 3));
        }
        awaitBoard(study, SOON);
      }
    }
  }

  @AfterAll
  void close() {
    boards.close();
  }

  @Test
  void neither_another_study_s_readers_nor_another_reader_of_the_same_study_are_turned_away() {
    try (TestSite.Elsewhere mallory = site.from("127.1.0.1");
        TestSite.Elsewhere ada = site.from("127.2.0.1")) {
      flooding = true;
      List<Future<?>> flood = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        flood.add(next(mallory));
      }
      for (int i = 0; i < 12; i++) {
        String path =
            switch (i % 4) {
              case 0 -> "/studies/quiet/board/pairs";
              case 1 -> "/studies/quiet/board.json?from=" + day();
              case 2 -> "/studies/flooded/board/checks?from=" + day();
              default -> "/studies/flooded/board/history?from=" + day();
            };
        assertThat(ada.get(path, Map.of()).await().statusCode()).as(path).isEqualTo(200);
      }
      flooding = false;
      Future.join(flood).await();
    }
    assertThat(mallorySaw).contains(200, 503).containsOnly(200, 503);
  }

  @Test
  void one_network_follows_a_few_boards_that_have_to_be_computed_and_others_follow_theirs()
      throws Exception {
    List<EventReader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        readers.add(follow("127.1.0." + (1 + i), "/studies/flooded/board/events?from=" + day()));
      }
      assertThat(readers).allMatch(reader -> reader.status() == 200);
      readers.add(follow("127.1.0.9", "/studies/flooded/board/events?from=" + day()));
      assertThat(readers.getLast().status()).isEqualTo(503);
      readers.add(follow("127.1.0.9", "/studies/flooded/board/events"));
      assertThat(readers.getLast().status()).isEqualTo(200);
      readers.add(follow("127.2.0.1", "/studies/flooded/board/events?from=" + day()));
      assertThat(readers.getLast().status()).isEqualTo(200);
    } finally {
      readers.forEach(EventReader::close);
    }
  }

  private EventReader follow(String from, String path) throws Exception {
    return new EventReader(from, site.port, path);
  }

  private Future<?> next(TestSite.Elsewhere mallory) {
    return mallory
        .get("/studies/flooded/board/checks?method=davidson&from=" + day(), Map.of())
        .compose(
            answer -> {
              mallorySaw.add(answer.statusCode());
              return flooding ? next(mallory) : Future.succeededFuture();
            });
  }

  /** One that nobody has asked for. */
  private LocalDate day() {
    return LocalDate.of(2000, 1, 1).plusDays(days.incrementAndGet());
  }
}
