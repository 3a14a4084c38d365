package dev.agon.tests.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.exchange.ImportRequest;
import dev.agon.server.exchange.ImportRun;
import dev.agon.server.exchange.Importer;
import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.EventLoopWatch;
import dev.agon.tests.RunningAgon;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A crowd votes while an import into its study keeps a write transaction open. */
class LongImportTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final int PEOPLE = 24;
  private static final int IMPORTED = 2_000;
  private static final long WARM_UP_MS = 10_000;
  private static final List<String> SLOW_STEPS =
      List.of("responses", "comparisons", "votes", "annotators", "places");

  /** Stands still in every step that comes before the votes take their numbers. */
  private record Slow(long stepMs) implements ImportProgress {
    @Override
    public void reading(long bytes, long size, long rows) {}

    @Override
    public void writing(String what, int step, int steps) {
      if (SLOW_STEPS.contains(what)) {
        sleep(stepMs);
      }
    }
  }

  private static ImportReport importVotes(StudyFixture study, String comparison, int seconds)
      throws Exception {
    Slow slow = new Slow(1_000L * seconds / SLOW_STEPS.size());
    StringBuilder log = new StringBuilder("comparison,winner,annotator\n");
    for (int k = 0; k < IMPORTED; k++) {
      log.append(comparison).append(",left,imported").append(k).append('\n');
    }
    byte[] bytes = log.toString().getBytes(StandardCharsets.UTF_8);
    ImportRequest request =
        new ImportRequest(
            new ImportRequest.Target(study.slug(), null, null, ComparisonChoice.NONE),
            ImportRequest.Reading.of(ImportKind.VOTES),
            AnnotatorKind.PERSON,
            "test");
    Source source = new Source("log.csv", bytes.length, () -> new ByteArrayInputStream(bytes));
    try (ImportRun run =
        new Importer(DatabaseAddress.parse(AGON.databaseUrl()))
            .prepare(request, List.of(source), slow)) {
      return run.execute();
    }
  }

  @Test
  void neither_votes_nor_the_board_wait_none_is_lost_and_no_event_loop_is_blocked()
      throws Exception {
    voteBesideAnImport(15);
  }

  @Test
  @Tag("long")
  void so_it_is_through_a_whole_minute() throws Exception {
    voteBesideAnImport(60);
  }

  private void voteBesideAnImport(int seconds) throws Exception {
    StudyFixture study = AGON.study(10, 60, 3).open(0);
    String comparison =
        StudyFixture.await(AGON.pool().query("select min(external_id) from comparison").execute())
            .iterator()
            .next()
            .getString(0);
    AtomicBoolean go = new AtomicBoolean(true);
    List<Future<VotingPerson.Work>> people = new ArrayList<>();
    ImportReport report;
    try (EventLoopWatch loops = new EventLoopWatch();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int k = 0; k < PEOPLE; k++) {
        VotingPerson person = new VotingPerson(AGON, study, k);
        people.add(threads.submit(() -> person.voteWhile(go)));
      }
      Future<?> reader = threads.submit(() -> readWhile(go, study));
      sleep(WARM_UP_MS);
      loops.forget();
      long started = System.nanoTime();
      report = importVotes(study, comparison, seconds);
      assertThat(System.nanoTime() - started).isGreaterThan(seconds * 1_000_000_000L);
      go.set(false);
      for (Future<VotingPerson.Work> person : people) {
        person.get();
      }
      reader.get();
      assertThat(loops.blocked()).isEmpty();
    }

    long acknowledged = 0;
    long slowestAnswer = 0;
    long slowestBoard = 0;
    for (Future<VotingPerson.Work> person : people) {
      VotingPerson.Work work = person.get();
      acknowledged += work.votes();
      slowestAnswer = Math.max(slowestAnswer, work.slowestAnswerMs());
      slowestBoard = Math.max(slowestBoard, work.slowestBoardMs());
    }
    System.out.printf(
        "%,d votes beside the import; slowest answer %,d ms, slowest way to the board %,d ms%n",
        acknowledged, slowestAnswer, slowestBoard);
    assertThat(report.watermark()).isLessThanOrEqualTo(acknowledged + IMPORTED);
    assertThat(study.scalar("select count(*) from vote where study = $1", study.id()))
        .isEqualTo(acknowledged + IMPORTED);
    assertThat(study.scalar("select seq from study_clock where study = $1", study.id()))
        .as("numbers without a hole")
        .isEqualTo(acknowledged + IMPORTED);
    assertThat(slowestAnswer).isLessThan(3_000);
    assertThat(slowestBoard).isLessThan(5_000);
  }

  /** Somebody who looks at the study's pages and files meanwhile. */
  private static void readWhile(AtomicBoolean go, StudyFixture study) {
    while (go.get()) {
      for (String page : List.of("/board", "/board/live", "/board.json", "/board.csv")) {
        assertThat(AGON.send(AGON.request("/studies/" + study.slug() + page)).statusCode())
            .as(page)
            .isEqualTo(200);
      }
      sleep(100);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
