package dev.agon.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How fast the seat is: {@code -Dgroups=long -Dtest=SeatFiguresTest -DexcludedGroups=}. It prints
 * what it measures.
 */
@Tag("long")
class SeatFiguresTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final int VOTES = 100;
  private static final int WARM = 5;

  /** From the key to the frame after the one in which the next pair is painted; every shift. */
  private static final String WATCH =
      """
      () => {
        window.swaps = [];
        window.shifts = [];
        let pressed = 0;
        addEventListener('keydown', (event) => { if (event.key === 'Enter') pressed = event.timeStamp; }, true);
        const token = document.querySelector('[name=assignment]');
        const prompt = document.querySelector('[data-prompt] [data-text]');
        new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
          if (pressed) { window.swaps.push(performance.now() - pressed); pressed = 0; }
        }))).observe(prompt, { childList: true });
        new PerformanceObserver((list) => list.getEntries().forEach((entry) =>
          window.shifts.push([entry.value, entry.hadRecentInput]))).observe({ type: 'layout-shift' });
        performance.setResourceTimingBufferSize(5000);
        performance.clearResourceTimings();
      }
      """;

  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @SuppressWarnings("unchecked")
  private static double[] numbers(Page page, String expression) {
    return ((List<Object>) page.evaluate(expression))
        .stream().mapToDouble(n -> ((Number) n).doubleValue()).sorted().toArray();
  }

  private static double quantile(double[] sorted, double q) {
    return sorted[(int) Math.ceil(q * sorted.length) - 1];
  }

  @Test
  void the_next_pair_is_there_within_a_tenth_of_a_second_and_nothing_moves() {
    StudyFixture study = AGON.study(6, 20, 2);
    study.run(
        """
        update response set text = repeat('A sentence of about ten words, give or take a few. ', 3 + (id % 9)::int)
        where study = $1
        """,
        study.id());
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      for (int k = 0; k < VOTES + WARM; k++) {
        if (k == WARM) {
          ada.page.evaluate(WATCH);
        }
        String token = ada.token();
        ada.press(List.of("1", "2", "3").get(k % 3), "Enter");
        ada.until("the next pair", () -> !ada.token().equals(token));
        ada.page.waitForTimeout(250);
      }
      ada.awaitChip("Saved");
      double[] swaps = numbers(ada.page, "() => window.swaps");
      double[] commits =
          numbers(
              ada.page,
              "() => performance.getEntriesByType('resource').filter(e => e.name.endsWith('/votes')).map(e => e.duration)");
      double[] shifts = numbers(ada.page, "() => window.shifts.filter(s => !s[1]).map(s => s[0])");
      double[] moved = numbers(ada.page, "() => window.shifts.map(s => s[0])");
      System.out.printf(
          "key to next pair: p50 %.0f ms, p95 %.0f ms, most %.0f ms of %d; vote acknowledged: p50 %.0f ms, p95 %.0f ms of %d; layout shifts %d (%d with the swaps)%n",
          quantile(swaps, 0.5),
          quantile(swaps, 0.95),
          swaps[swaps.length - 1],
          swaps.length,
          quantile(commits, 0.5),
          quantile(commits, 0.95),
          commits.length,
          shifts.length,
          moved.length);
      assertThat(swaps).hasSize(VOTES);
      assertThat(commits).hasSize(VOTES);
      assertThat(quantile(swaps, 0.95)).isLessThanOrEqualTo(100);
      assertThat(quantile(commits, 0.95)).isLessThanOrEqualTo(150);
      assertThat(shifts).isEmpty();
    }
  }

  @Test
  void a_slow_line_shows_the_first_comparison_within_ten_seconds_and_takes_answers_at_once() {
    StudyFixture study = AGON.study(3, 6, 2);
    try (BrowserContext window = chromium.window(390, 844, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      CDPSession line = window.newCDPSession(ada.page);
      line.send("Network.enable");
      JsonObject off = new JsonObject();
      off.addProperty("cacheDisabled", true);
      line.send("Network.setCacheDisabled", off);
      JsonObject past = new JsonObject();
      past.addProperty("bypass", true);
      line.send("Network.setBypassServiceWorker", past);
      JsonObject slow = new JsonObject();
      slow.addProperty("offline", false);
      slow.addProperty("latency", 2_000);
      slow.addProperty("downloadThroughput", 50_000);
      slow.addProperty("uploadThroughput", 50_000);
      line.send("Network.emulateNetworkConditions", slow);
      ada.page.reload(new Page.ReloadOptions().setTimeout(60_000));
      ada.page.locator("[data-chip]:not([hidden])").waitFor();
      double readable =
          ((Number)
                  ada.page.evaluate(
                      "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"))
              .doubleValue();
      double usable = ((Number) ada.page.evaluate("() => performance.now()")).doubleValue();
      off.addProperty("cacheDisabled", false);
      line.send("Network.setCacheDisabled", off);
      String first = ada.token();
      // Reading takes longer than the pair in advance, which the page before may have given back.
      ada.page.waitForTimeout(5_000);
      long pressed = System.nanoTime();
      ada.press("1", "Enter");
      ada.until("the next pair", () -> !ada.token().equals(first));
      double swapped = (System.nanoTime() - pressed) / 1e6;
      ada.awaitChip("Saved");
      double saved = (System.nanoTime() - pressed) / 1e6;
      System.out.printf(
          "slow line (2 s a request, 400 kbit/s, nothing cached): readable after %.1f s, all of it after %.1f s; key to next pair %.0f ms, saved after %.1f s%n",
          readable / 1000, usable / 1000, swapped, saved / 1000);
      assertThat(readable).isLessThan(10_000);
      assertThat(usable).isLessThan(20_000);
      assertThat(swapped).isLessThan(500);
      assertThat(ada.standing()).isEqualTo(1);
    }
  }
}
