package dev.agon.tests.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The installed Chromium, started once for a test class. */
public final class Chromium implements AutoCloseable {
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage");
  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  /**
   * In the page itself, when what moves has come to rest: it has no frames, and axe's own builder
   * opens a window for each run.
   */
  private static final String AXE =
      """
      async () => {
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        const moving = document.getAnimations()
          .filter((animation) => animation.playState === 'running'
            && animation.effect?.getComputedTiming().endTime !== Infinity);
        await Promise.allSettled(moving.map((animation) => animation.finished));
        const found = await axe.run({ runOnly: tags, resultTypes: ['violations'] });
        return found.violations.flatMap((rule) =>
          rule.nodes.map((node) => `${rule.id}: ${rule.help} at ${node.html}`));
      }
      """;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it; {@code AGON_CHROMIUM} may name another program than the usual ones. */
  public static Chromium start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(program()).setArgs(ARGUMENTS));
    return new Chromium(playwright, browser);
  }

  private static Path program() {
    return Stream.concat(
            Optional.ofNullable(System.getenv("AGON_CHROMIUM")).stream(), PLACES.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no Chromium found: install it (apt-get install chromium) or name it in"
                        + " AGON_CHROMIUM"));
  }

  /** A window of its own, in a light or dark system. */
  public BrowserContext window(int width, int height, ColorScheme scheme) {
    return browser.newContext(options(width, height, scheme));
  }

  /** A window without service workers: what they send and answer passes by a test's routes. */
  public BrowserContext withoutWorkers(int width, int height, ColorScheme scheme) {
    return browser.newContext(
        options(width, height, scheme).setServiceWorkers(ServiceWorkerPolicy.BLOCK));
  }

  private static Browser.NewContextOptions options(int width, int height, ColorScheme scheme) {
    return new Browser.NewContextOptions()
        .setViewportSize(width, height)
        .setColorScheme(scheme)
        .setLocale("en-GB")
        .setTimezoneId("UTC");
  }

  /** A phone: 390 px wide, touched with fingers. */
  public BrowserContext phone(ColorScheme scheme) {
    return browser.newContext(options(390, 844, scheme).setHasTouch(true).setIsMobile(true));
  }

  /** A window in which no script runs. */
  public BrowserContext withoutScripts(int width, int height) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(width, height)
            .setLocale("en-GB")
            .setJavaScriptEnabled(false));
  }

  /** What axe finds wrong with a page, a line each; empty when nothing is. */
  public static List<String> violations(Page page) {
    if (page.evaluate("() => window.axe === undefined").equals(true)) {
      page.evaluate(AxeBuilder.getAxeScript());
    }
    List<?> found = (List<?>) page.evaluate(AXE);
    return found.stream().map(Object::toString).toList();
  }

  /** Keeps a picture of the whole page in {@code target/screenshots} or {@code AGON_SHOTS}. */
  public static void shoot(Page page, String name) {
    String folder = System.getenv().getOrDefault("AGON_SHOTS", "target/screenshots");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")).setFullPage(true));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
