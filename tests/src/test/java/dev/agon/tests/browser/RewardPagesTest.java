package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.agon.server.StudySite;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.training.TrainingRig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The admin's pages about reward models, over trainings that were really made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RewardPagesTest {
  @TempDir static Path folder = Path.of("");

  private StudySite site;
  private Chromium chromium;
  private TrainingRig rig;
  private StudyFixture study;
  private StudyFixture empty;
  private StudyFixture failed;
  private StudyFixture waiting;

  @BeforeAll
  void start() {
    site = StudySite.start();
    chromium = Chromium.start();
    rig = new TrainingRig(site.site.vertx, site.site.pool, folder);
    empty = StudyFixture.create(site.site.pool, 2, 2, 2);
    failed = StudyFixture.create(site.site.pool, 2, 2, 2);
    waiting = StudyFixture.create(site.site.pool, 2, 2, 2);
    study = TrainingRig.study(site.site.pool, 5, 24, 1);
    study.run("update study set name = 'Everyday questions' where id = $1", study.id());
    rig.trainer();
    rig.scorer();
    TrainingRig.vote(study, 1, 0.12, 1);
    rig.train(study);
    TrainingRig.vote(study, 2, 0.12, 2);
    rig.train(study);
    rig.promote(study, 1);
    TrainingRig.board(study);
    rig.train(failed);
    rig.holdOn(waiting);
  }

  @AfterAll
  void stop() {
    chromium.close();
    site.close();
  }

  private Page open(BrowserContext window, String path) {
    String[] cookie = site.admin.split("=", 2);
    window.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(site.site.origin())));
    Page page = window.newPage();
    page.navigate(site.site.origin() + path);
    return page;
  }

  private static String path(StudyFixture study, String rest) {
    return "/admin/studies/" + study.slug() + "/rewards" + rest;
  }

  @Test
  void no_page_has_a_violation_in_either_theme_at_either_width() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("list", path(study, ""));
    pages.put("empty", path(empty, ""));
    pages.put("failed", path(failed, ""));
    pages.put("running", path(waiting, ""));
    pages.put("card", path(study, "/versions/2"));
    pages.put("compare", path(study, "/compare?a=1&b=2"));
    pages.put("policy", path(study, "/policy"));
    pages.put("again", path(study, "/again"));
    pages.put("again-empty", path(empty, "/again"));
    List<String> wrong = new ArrayList<>();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1440, 390}) {
        try (BrowserContext window = chromium.window(width, 900, scheme)) {
          Page page = open(window, path(study, ""));
          page.onConsoleMessage(
              message -> {
                if (message.type().equals("error")) {
                  wrong.add(message.text());
                }
              });
          pages.forEach((name, path) -> check(page, name, path, scheme, wrong));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private void check(Page page, String name, String path, ColorScheme scheme, List<String> wrong) {
    page.navigate(site.site.origin() + path);
    page.evaluate("() => { for (const d of document.querySelectorAll('details')) d.open = true; }");
    String at =
        name + "-" + page.viewportSize().width + "-" + scheme.name().toLowerCase(Locale.ROOT);
    Chromium.violations(page).forEach(violation -> wrong.add(at + ": " + violation));
    Chromium.shoot(page, "rewards-" + at);
    if (!(boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")) {
      wrong.add(at + ": wider than the window");
    }
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  @Test
  void a_version_is_trained_promoted_and_taken_back_in_the_browser() {
    StudyFixture mine = TrainingRig.study(site.site.pool, 3, 12, 1);
    TrainingRig.vote(mine, 2, 0.1, 3);
    try (BrowserContext window = chromium.window(1200, 900, ColorScheme.LIGHT)) {
      Page page = open(window, path(mine, "/policy"));
      page.onDialog(dialog -> dialog.accept());
      page.getByLabel("Loss").fill("unknown");
      press(page, "Save");
      assertThat(page.locator("#loss-error")).isVisible();
      assertThat(Chromium.violations(page)).isEmpty();
      page.getByLabel("Loss").fill("bradley-terry,gap-margin=1");
      press(page, "Save");
      assertThat(page.locator("#loss-error")).containsText("needs a rating of each response");
      page.getByLabel("Loss").fill("bradley-terry,weights");
      page.locator("#every_votes").fill("1000");
      press(page, "Save");
      assertThat(page.getByText("After 1,000 new votes")).isVisible();

      for (int version = 1; version <= 2; version++) {
        press(page, "Train now");
        assertThat(page.getByText("Version " + version).first())
            .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(90_000));
        press(page, "Promote Version " + version);
        assertThat(page.getByText("The version answers from now on.")).isVisible();
      }
      page.getByText("Go back …").click();
      press(page, "Go back to version 1");
      assertThat(page.getByText("The earlier version answers again.")).isVisible();
    }
    assertThat(site.audited())
        .contains(
            "Ada rewards.policy-changed",
            "Ada rewards.training-started",
            "Ada rewards.promoted",
            "Ada rewards.rolled-back");
  }

  @Test
  void doubtful_comparisons_get_more_places() {
    long before = places();
    try (BrowserContext window = chromium.withoutScripts(1200, 900)) {
      Page page = open(window, path(study, "/again"));
      press(page, "Ask for more judgements of the chosen ones");
      assertThat(page.getByText("Please choose at least one comparison.")).isVisible();
      page.locator("input[name=comparison]").first().check();
      page.locator("#places").fill("3");
      press(page, "Ask for more judgements of the chosen ones");
      assertThat(page.getByText("More judgements are asked for")).isVisible();
    }
    assertThat(places()).isEqualTo(before + 3);
  }

  private long places() {
    return study.scalar("select count(*) from place where study = $1", study.id());
  }
}
