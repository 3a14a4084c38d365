package dev.agon.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the annotation page weighs as it comes over the line: everything, compressed, with headers.
 */
class SeatWeightTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final long MOST_BYTES = 150_000;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  /** Bytes by what was fetched, from opening the page to its script being at work. */
  private static Map<String, Long> weigh(StudyFixture study) {
    Map<String, Long> bytes = new ConcurrentHashMap<>();
    Map<String, String> names = new ConcurrentHashMap<>();
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      CDPSession line = window.newCDPSession(ada.page);
      line.on(
          "Network.responseReceived",
          event ->
              names.put(
                  event.get("requestId").getAsString(),
                  event.getAsJsonObject("response").get("url").getAsString()));
      line.on(
          "Network.loadingFinished",
          event ->
              bytes.merge(
                  names
                      .getOrDefault(event.get("requestId").getAsString(), "?")
                      .replaceAll(".*/", ""),
                  event.get("encodedDataLength").getAsLong(),
                  Long::sum));
      line.send("Network.enable");
      JsonObject off = new JsonObject();
      off.addProperty("cacheDisabled", true);
      line.send("Network.setCacheDisabled", off);
      JsonObject past = new JsonObject();
      past.addProperty("bypass", true);
      line.send("Network.setBypassServiceWorker", past);
      ada.page.reload();
      ada.ready();
      ada.page.waitForTimeout(500);
    }
    return bytes;
  }

  private static void assertLight(String what, Map<String, Long> bytes) {
    long total = bytes.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf(
        "annotation page, %s: %,d bytes in %d files %s%n",
        what, total, bytes.size(), new TreeMap<>(bytes));
    assertThat(bytes).containsKeys("annotate", "annotate.js", "agon.css");
    assertThat(total).as(what).isBetween(20_000L, MOST_BYTES);
  }

  @Test
  void is_at_most_150_kilobytes_with_one_comparison_and_with_every_type_of_question() {
    assertLight("one comparison", weigh(AGON.study(2, 3, 2)));
    StringBuilder blocks = new StringBuilder();
    SheetForms.ALL.values().stream()
        .filter(form -> !form.startsWith("["))
        .forEach(
            form ->
                blocks
                    .append(blocks.isEmpty() ? "" : ",")
                    .append(form.replace("\"id\": \"q\"", "\"id\": \"q" + blocks.length() + "\"")));
    assertLight(
        "every type of question",
        weigh(Questioning.study(AGON, 2, "{\"blocks\": [" + blocks + "]}")));
  }
}
