package dev.agon.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A picture of every page, wide and narrow, light, dark and Arabic, into the folder that {@code
 * AGON_SHEET} names: {@code docs/take-sheet}. No page may be wider than its window.
 */
@Tag("pictures")
class SheetTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  /** How the pages are looked at. */
  private enum Appearance {
    LIGHT(ColorScheme.LIGHT, "en"),
    DARK(ColorScheme.DARK, "en"),
    ARABIC(ColorScheme.LIGHT, "ar");

    private final ColorScheme scheme;
    private final String language;

    Appearance(ColorScheme scheme, String language) {
      this.scheme = scheme;
      this.language = language;
    }
  }

  /** A page and what is done on it before its picture is taken. */
  private record Shot(String path, boolean signedIn, Consumer<Page> then) {}

  private final Map<String, Shot> shots = new LinkedHashMap<>();
  private final SheetStudies studies = new SheetStudies(AGON);

  @Test
  void every_page_fits_its_window() throws Exception {
    Path folder = Path.of(System.getenv().getOrDefault("AGON_SHEET", "target/sheet"));
    Files.createDirectories(folder);
    collect();
    String only = System.getenv().getOrDefault("AGON_SHEET_ONLY", "");
    shots.keySet().removeIf(name -> !name.matches(only + ".*"));
    List<String> wrong = new ArrayList<>();
    try (Chromium chromium = Chromium.start()) {
      for (Appearance look : Appearance.values()) {
        for (int width : new int[] {1440, 390}) {
          try (BrowserContext window =
              chromium.window(width, width > 1000 ? 900 : 844, look.scheme)) {
            take(window, look, width, folder, wrong);
          }
        }
      }
    }
    Files.writeString(folder.resolve("index.html"), index(shots.keySet()));
    assertThat(wrong).isEmpty();
  }

  private void take(
      BrowserContext window, Appearance look, int width, Path folder, List<String> wrong) {
    window.addCookies(List.of(new Cookie("agon_language", look.language).setUrl(AGON.url("/"))));
    List<Cookie> sessions = sessions();
    Page page = window.newPage();
    shots.forEach(
        (name, shot) -> {
          String at = name + "-" + width + "-" + look.name().toLowerCase(java.util.Locale.ROOT);
          if (shot.signedIn) {
            window.addCookies(sessions);
          } else {
            sessions.forEach(
                cookie ->
                    window.clearCookies(
                        new BrowserContext.ClearCookiesOptions().setName(cookie.name)));
          }
          page.navigate(AGON.url(shot.path));
          page.waitForTimeout(350);
          shot.then.accept(page);
          page.waitForTimeout(250);
          page.screenshot(
              new Page.ScreenshotOptions().setPath(folder.resolve(at + ".png")).setFullPage(true));
          if (!(Boolean)
              page.evaluate(
                  "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")) {
            wrong.add(at + " is wider than its window");
          }
        });
  }

  /** An admin's, and an annotator's of every study. */
  private List<Cookie> sessions() {
    List<Cookie> cookies = new ArrayList<>();
    cookies.add(SignedIn.admin(AGON, "Ada Lovelace"));
    for (StudyFixture study : studies.all.values()) {
      long heron =
          study.scalar(
              "select id from annotator where study = $1 and pseudonym = 'Quiet Heron'",
              study.id());
      cookies.add(SignedIn.annotator(AGON, study, heron));
    }
    return cookies;
  }

  private void collect() {
    StudyFixture everyday = studies.of("everyday");
    String study = "/studies/" + everyday.slug();
    open("home", "/");
    open("join", "/join/" + Annotating.joinCode(everyday));
    open("join-nowhere", "/join/no-such-code-at-all-here");
    open("return", "/return");
    open("login", "/admin/login");
    open(
        "login-wrong",
        "/admin/login",
        page -> {
          page.locator("input[name=name]").fill("nobody");
          page.locator("input[name=password]").fill("nothing at all");
          page.locator("main form button").first().click();
        });
    open("error-nowhere", "/no/such/page");
    for (String tab :
        List.of("", "/pairs", "/differences", "/history", "/checks", "/compare", "/embed")) {
      open("board" + tab.replace('/', '-'), study + "/board" + tab);
    }
    String best = studies.generator("thorough-large-instruct, checkpoint 2026-10-01");
    open("board-generator", study + "/board/generators/" + best);
    open("board-people", study + "/board?kind=person&method=davidson");
    signedIn(
        "board-versus",
        study + "/board/versus?a=" + best + "&b=" + studies.generator("hedging"),
        SheetTest::wait);
    signedIn("seat", study + "/annotate", SheetTest::wait);
    signedIn("seat-chosen", study + "/annotate", page -> page.keyboard().press("1"));
    signedIn("seat-keys", study + "/annotate", page -> page.keyboard().press("?"));
    signedIn("seat-guidelines", study + "/annotate", page -> page.keyboard().press("g"));
    signedIn(
        "seat-skip",
        study + "/annotate",
        page -> page.locator("[popovertarget=skip]").first().click());
    signedIn(
        "seat-report",
        study + "/annotate",
        page -> page.locator("[popovertarget=report]").first().click());
    signedIn("seat-note", study + "/annotate", page -> page.keyboard().press("n"));
    signedIn("history", study + "/history", SheetTest::wait);
    signedIn(
        "history-revise", study + "/history", page -> page.locator(".entry-do a").first().click());
    signedIn(
        "history-empty",
        "/studies/" + studies.of("seat-several").slug() + "/history",
        SheetTest::wait);
    signedIn("figures", study + "/figures", SheetTest::wait);
    signedIn(
        "figures-closed",
        "/studies/" + studies.of("state-closed").slug() + "/figures",
        SheetTest::wait);
    signedIn("me", study + "/me", SheetTest::wait);
    signedIn(
        "board-empty", "/studies/" + studies.of("seat-several").slug() + "/board", SheetTest::wait);
    studies.all.forEach(
        (name, each) -> {
          if (name.startsWith("seat-") || name.startsWith("state-")) {
            signedIn(name, "/studies/" + each.slug() + "/annotate", SheetTest::wait);
          }
        });
    signedIn("studies", "/admin/studies", SheetTest::wait);
    signedIn("new-study", "/admin/new-study", SheetTest::wait);
    String admin = "/admin/studies/" + everyday.slug();
    signedIn("admin-overview", admin, SheetTest::wait);
    for (String tab :
        List.of(
            "settings",
            "annotators",
            "machines",
            "reports",
            "import",
            "analyses",
            "exports",
            "questions",
            "conditions",
            "rewards",
            "rewards/policy",
            "rewards/again",
            "preview")) {
      signedIn("admin-" + tab.replace('/', '-'), admin + "/" + tab, SheetTest::wait);
    }
    String draft = "/admin/studies/" + studies.of("draft").slug();
    String empty = "/admin/studies/" + studies.of("empty").slug();
    signedIn("admin-overview-draft", draft, SheetTest::wait);
    for (String tab :
        List.of("", "/annotators", "/machines", "/reports", "/preview", "/questions")) {
      signedIn("admin-empty" + tab.replace('/', '-'), empty + tab, SheetTest::wait);
    }
    signedIn("tokens", "/admin/tokens", SheetTest::wait);
    signedIn("audit", "/admin/audit", SheetTest::wait);
    signedIn(
        "admin-report",
        admin + "/analyses",
        page -> {
          page.locator("main form button.primary").first().click();
          page.waitForSelector("figure.chart");
        });
    signedIn("jobs", "/admin/jobs", SheetTest::wait);
  }

  private static void wait(Page page) {
    page.waitForLoadState();
  }

  private void open(String name, String path) {
    open(name, path, SheetTest::wait);
  }

  private void open(String name, String path, Consumer<Page> then) {
    shots.put(name, new Shot(path, false, then));
  }

  private void signedIn(String name, String path, Consumer<Page> then) {
    shots.put(name, new Shot(path, true, then));
  }

  /** All of them in one page. */
  private static String index(Iterable<String> names) {
    StringBuilder html =
        new StringBuilder("<!doctype html><meta charset=utf-8><title>Every page</title>");
    for (String name : names) {
      html.append("<h2>").append(name).append("</h2>");
      for (Appearance look : Appearance.values()) {
        for (int width : new int[] {1440, 390}) {
          String at = name + "-" + width + "-" + look.name().toLowerCase(java.util.Locale.ROOT);
          html.append(
              "<a href=\"%s.png\"><img loading=lazy alt=\"%s\" src=\"%s.png\" height=320></a> "
                  .formatted(at, at, at));
        }
      }
    }
    return html.toString();
  }
}
