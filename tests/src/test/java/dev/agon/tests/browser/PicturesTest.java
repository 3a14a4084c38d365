package dev.agon.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.cli.bench.ChildProcess;
import dev.agon.server.config.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of the documentation from the running demo: {@code docs/take-pictures}. */
@Tag("pictures")
class PicturesTest {
  private static final Pattern JOIN = Pattern.compile("http\\S+/join/\\S+");
  private static final Path PICTURES =
      Path.of(System.getProperty("agon.home", "."), "docs", "pictures");

  @Test
  void pictures_of_the_demo_in_both_sizes_and_themes(@TempDir Path folder) throws Exception {
    int port = FreePort.choose();
    Path log = folder.resolve("demo.log");
    try (ChildProcess demo =
            new ChildProcess(
                log,
                Map.of(),
                "demo",
                "--port=" + port,
                "--data=" + folder.resolve("data"),
                "--pace=3000");
        Chromium chromium = Chromium.start()) {
      demo.start();
      String join = joinLink(log);
      Thread.sleep(Duration.ofSeconds(15));
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        for (int width : new int[] {1440, 390}) {
          take(chromium, scheme, width, join, "http://127.0.0.1:" + port);
        }
      }
    }
    try (var pictures = Files.list(PICTURES)) {
      assertThat(pictures.filter(p -> p.toString().endsWith(".png")).count()).isEqualTo(8);
    }
  }

  private static void take(
      Chromium chromium, ColorScheme scheme, int width, String join, String site) {
    String name = width + "-" + scheme.name().toLowerCase(Locale.ROOT);
    try (BrowserContext window = chromium.window(width, width > 1000 ? 900 : 844, scheme)) {
      Page page = window.newPage();
      page.navigate(site + "/studies/demo/board");
      page.locator("[data-board] tbody tr").first().waitFor();
      page.waitForTimeout(1_500);
      shoot(page, "board-" + name);
      page.navigate(join);
      page.locator("input[name=agree]").check();
      page.locator("form.card button.primary").click();
      page.navigate(site + "/studies/demo/annotate");
      page.waitForTimeout(800);
      page.keyboard().press("1");
      page.waitForTimeout(400);
      shoot(page, "seat-" + name);
    }
  }

  private static void shoot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  private static String joinLink(Path log) {
    return Awaitility.await("the demo prints its link")
        .atMost(Duration.ofSeconds(60))
        .until(() -> JOIN.matcher(Files.exists(log) ? Files.readString(log) : ""), Matcher::find)
        .group();
  }
}
