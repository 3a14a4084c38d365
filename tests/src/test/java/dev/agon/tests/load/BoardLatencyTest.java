package dev.agon.tests.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import dev.agon.tests.browser.Chromium;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How soon the open board moves while 1,000 votes a second arrive. The server, the crowd, Postgres
 * and the browser share the machine and its clock.
 */
@Tag("long")
class BoardLatencyTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final int PEOPLE = Integer.getInteger("agon.people", 100);
  private static final int RATE = Integer.getInteger("agon.rate", 1_000);
  private static final int WARM_UP_SECONDS = 60;
  private static final int SECONDS = 20;

  /** Notes when the board shows which vote. */
  private static final String WATCH =
      """
      () => {
        window.moves = [];
        const board = document.querySelector('[data-board]');
        const note = () => window.moves.push(
          [Number(board.dataset.version.split('-')[0]), performance.timeOrigin + performance.now()]);
        new MutationObserver(note).observe(board, { attributes: true, attributeFilter: ['data-version'] });
      }
      """;

  /** A committed vote by its number; times in milliseconds since 1970. */
  private record Vote(long number, double sent, double receipt) {}

  private final ConcurrentLinkedQueue<Vote> votes = new ConcurrentLinkedQueue<>();

  @Test
  void the_board_moves_within_300_ms_of_a_vote_while_1000_a_second_arrive() throws Exception {
    StudyFixture study = AGON.study(12, 500, 3).open(0);
    List<String> tokens =
        study.annotators(PEOPLE).stream().map(annotator -> AGON.token(study, annotator)).toList();
    try (Chromium chromium = Chromium.start();
        BrowserContext window = chromium.window(1280, 900, ColorScheme.LIGHT)) {
      Page page = window.newPage();
      page.navigate(AGON.url("/studies/" + study.slug() + "/board"));
      page.evaluate(WATCH);
      long from = System.nanoTime() + 1_000_000_000L * WARM_UP_SECONDS;
      crowd(study, tokens, from + 1_000_000_000L * SECONDS);
      page.waitForTimeout(3_000);

      NavigableMap<Long, Double> moves = moves(page);
      double warm = clock(from);
      double[] sinceReceipt = since(moves, warm, false);
      double[] sinceSent = since(moves, warm, true);
      System.out.printf(
          "%d votes, %.0f a second; the board moved %d times%n"
              + "from a vote's receipt to the moved board: p50 %.0f p99 %.0f most %.0f ms%n"
              + "from sending a vote: p50 %.0f p99 %.0f most %.0f ms%n",
          sinceReceipt.length,
          (double) sinceReceipt.length / SECONDS,
          moves.size(),
          quantile(sinceReceipt, .5),
          quantile(sinceReceipt, .99),
          quantile(sinceReceipt, 1),
          quantile(sinceSent, .5),
          quantile(sinceSent, .99),
          quantile(sinceSent, 1));
      assertThat((double) sinceReceipt.length / SECONDS).isGreaterThan(.97 * RATE);
      assertThat(quantile(sinceReceipt, .99)).isLessThanOrEqualTo(300);
    }
  }

  /** Everybody votes at even intervals, not all at once, until the end. */
  private void crowd(StudyFixture study, List<String> tokens, long end)
      throws InterruptedException, ExecutionException {
    WebClient client =
        WebClient.wrap(
            AGON.main()
                .vertx()
                .createHttpClient(
                    new HttpClientOptions().setKeepAlive(true),
                    new PoolOptions().setHttp1MaxSize(PEOPLE)));
    long start = System.nanoTime();
    List<Future<?>> people = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int k = 0; k < tokens.size(); k++) {
        long first = start + k * 1_000_000_000L / RATE;
        String token = tokens.get(k);
        people.add(threads.submit(() -> annotate(client, study, token, first, end)));
      }
    }
    for (Future<?> person : people) {
      person.get();
    }
    client.close();
  }

  private void annotate(WebClient client, StudyFixture study, String token, long first, long end) {
    JsonObject answer = post(client, study, token, "/assignments", new JsonObject());
    long interval = PEOPLE * 1_000_000_000L / RATE;
    for (long at = first; at < end; at = Math.max(at + interval, System.nanoTime())) {
      for (long now = System.nanoTime(); now < at; now = System.nanoTime()) {
        LockSupport.parkNanos(at - now);
      }
      JsonObject assignment = answer.getJsonArray("assignments").getJsonObject(0);
      double sent = clock(System.nanoTime());
      answer =
          post(
              client,
              study,
              token,
              "/votes",
              new JsonObject()
                  .put("assignment", assignment.getString("token"))
                  .put("replaces", assignment.getInteger("revision"))
                  .put("choice", at % 3 == 0 ? "tie" : at % 3 == 1 ? "first" : "second")
                  .put("shown_ms_ago", 900)
                  .put("active_ms", 800));
      votes.add(new Vote(answer.getLong("number"), sent, clock(System.nanoTime())));
    }
  }

  private static JsonObject post(
      WebClient client, StudyFixture study, String token, String path, JsonObject body) {
    return client
        .post(AGON.main().config().port(), "127.0.0.1", "/studies/" + study.slug() + path)
        .bearerTokenAuthentication(token)
        .putHeader("Idempotency-Key", UUID.randomUUID().toString())
        .sendJsonObject(body)
        .await()
        .bodyAsJsonObject();
  }

  private static final double OFFSET = System.currentTimeMillis() - System.nanoTime() / 1e6;

  private static double clock(long nanoTime) {
    return OFFSET + nanoTime / 1e6;
  }

  /** When the board first showed each watermark. */
  private static NavigableMap<Long, Double> moves(Page page) {
    NavigableMap<Long, Double> moves = new TreeMap<>();
    for (Object move : (List<?>) page.evaluate("() => window.moves")) {
      List<?> pair = (List<?>) move;
      moves.putIfAbsent(((Number) pair.get(0)).longValue(), ((Number) pair.get(1)).doubleValue());
    }
    return moves;
  }

  private double[] since(NavigableMap<Long, Double> moves, double warm, boolean sent) {
    List<Double> waits = new ArrayList<>();
    for (Vote vote : votes) {
      Map.Entry<Long, Double> moved = moves.ceilingEntry(vote.number());
      assertThat(moved).as("the board shows vote " + vote.number()).isNotNull();
      if (vote.sent() >= warm) {
        waits.add(moved.getValue() - (sent ? vote.sent() : vote.receipt()));
      }
    }
    return waits.stream().mapToDouble(w -> w).sorted().toArray();
  }

  private static double quantile(double[] sorted, double q) {
    return sorted[(int) Math.round(q * (sorted.length - 1))];
  }
}
