package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import dev.agon.server.StudySite;
import dev.agon.server.job.JobRun;
import dev.agon.server.job.JobStore;
import dev.agon.server.job.JobTask;
import dev.agon.server.job.JobWork;
import dev.agon.server.job.NewJob;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.study.Votes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The admin's study pages in a browser: both themes, wide and narrow, with and without scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StudyAdminPagesTest {
  private static final String HOSTILE =
      "<img src=x onerror=\"window.hurt=1\">{{this}}\"'><script>window.hurt=1</script>";
  private static final String[] CROWD = {
    "quiet-heron", "amber-fox", "tall-cedar", "brisk-otter", "north-star", "plain-owl", "first-only"
  };
  private static final String ANSWERS =
      """
      {"prompt_id":"sky","prompt":"Why is the sky blue?","generator":"terse","response":"Scattering."}
      {"prompt_id":"sky","prompt":"Why is the sky blue?","generator":"long","response":"Because air scatters short waves more than long ones."}
      """;

  private StudySite site;
  private Chromium chromium;
  private StudyFixture study;
  private StudyFixture draft;

  @BeforeAll
  void start() {
    site = StudySite.start();
    chromium = Chromium.start();
    study = filled();
    draft = StudyFixture.create(site.site.pool, 2, 2, 3);
    draft.run(
        "update study set name = $2, state = 'draft', published_at = null where id = $1",
        draft.id(),
        HOSTILE);
  }

  @AfterAll
  void stop() {
    chromium.close();
    site.close();
  }

  /** A running study with a crowd of whom one always picks what is shown first. */
  private StudyFixture filled() {
    StudyFixture filled = StudyFixture.create(site.site.pool, 6, 16, 4);
    filled.run(
        """
        update study set name = 'Everyday questions', question = 'Which answer would you rather get?',
          guidelines = $2, consent = 'Your votes are stored under your pseudonym.' where id = $1
        """,
        filled.id(),
        "## How to judge\n\n- Read **both** answers.\n- A wrong fact weighs more than style.");
    Votes votes = new Votes(filled);
    Random random = new Random(7);
    for (String name : CROWD) {
      long annotator = filled.annotator(name);
      for (int k = 12 + random.nextInt(30); k > 0; k--) {
        boolean first = name.equals("first-only") || random.nextInt(10) < 4;
        votes.cast(annotator, first ? Votes.LEFT : 2 + random.nextInt(3));
      }
      filled.lease(annotator);
    }
    filled.run(
        "insert into annotator (study, pseudonym, kind) values ($1, 'judge-7b', 'machine')",
        filled.id());
    filled.run(
        """
        insert into report (study, annotator, comparison, text)
        select $1, min(a.id), min(c.id), 'The second answer is cut off in the middle of a sentence.'
        from annotator a, comparison c where a.study = $1 and c.study = $1
        """,
        filled.id());
    return filled;
  }

  private Page open(BrowserContext window, String path) {
    String[] cookie = site.admin.split("=", 2);
    window.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(site.site.origin())));
    Page page = window.newPage();
    page.navigate(site.site.origin() + path);
    return page;
  }

  private String path(String tab) {
    return "/admin/studies/" + study.slug() + tab;
  }

  private Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("list", "/admin/studies");
    pages.put("new", "/admin/new-study");
    pages.put("overview", path(""));
    pages.put("settings", path("/settings"));
    pages.put("annotators", path("/annotators"));
    pages.put(
        "excluding",
        path("/annotators?exclude=")
            + study.scalar(
                "select id from annotator where study = $1 and pseudonym = 'first-only'",
                study.id()));
    pages.put("machines", path("/machines"));
    pages.put("reports", path("/reports"));
    pages.put("import", path("/import"));
    pages.put("analyses", path("/analyses"));
    pages.put("report", analysed());
    pages.put("exports", path("/exports"));
    pages.put("jobs", "/admin/jobs");
    pages.put("draft", "/admin/studies/" + draft.slug());
    pages.put("draft-settings", "/admin/studies/" + draft.slug() + "/settings?step=people");
    pages.put("job-ready", uploaded("answers.jsonl", ANSWERS));
    pages.put("job-refused", uploaded("broken.jsonl", ANSWERS + "{\"prompt\": 7\n" + HOSTILE));
    return pages;
  }

  private String uploaded(String name, String content) {
    try (BrowserContext window = chromium.window(1000, 800, ColorScheme.LIGHT)) {
      Page page = open(window, "/admin/new-study");
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Sky " + name);
      upload(page, name, content);
      assertThat(page.getByText("How the files are read")).isVisible();
      return page.url().substring(site.site.origin().length());
    }
  }

  /** A report that came to its page while somebody looked. */
  private String analysed() {
    try (BrowserContext window = chromium.window(1000, 800, ColorScheme.LIGHT)) {
      Page page = open(window, path("/exports"));
      page.waitForDownload(() -> button(page, "Download").nth(1).click());
      page.navigate(site.site.origin() + path("/analyses"));
      button(page, "Analyse").first().click();
      assertThat(page.getByText("Permanent link to this report"))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
      assertThat(page.locator("figure.chart").first()).isVisible();
      return page.url().substring(site.site.origin().length());
    }
  }

  private static void upload(Page page, String name, String content) {
    page.locator("#files")
        .setInputFiles(
            new FilePayload(
                name, "application/octet-stream", content.getBytes(StandardCharsets.UTF_8)));
    press(page, "Check the files");
  }

  private static void press(Page page, String name) {
    button(page, name).click();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void a_job_is_followed_as_it_goes_on_and_cancelled_by_hand() {
    WaitingWork slow = new WaitingWork();
    JobStore store = new JobStore(site.site.pool);
    long job =
        store
            .add(new NewJob(slow.kind(), study.id(), "Ada", WaitingWork.PARAMETERS, "slow"))
            .await()
            .orElseThrow();
    Future<Boolean> run = new JobRun(site.site.vertx, store, "slow").run(job, kind -> slow);
    try (BrowserContext window = chromium.window(1000, 800, ColorScheme.LIGHT)) {
      Page page = open(window, path("/analyses/" + job));
      assertThat(page.locator("progress")).hasAttribute("value", "25");
      slow.go.countDown();
      assertThat(page.locator("progress")).hasAttribute("value", "75");
      page.onDialog(Dialog::accept);
      button(page, "Cancel").click();
      assertThat(page.getByRole(AriaRole.STATUS).getByText("Cancelled")).isVisible();
    }
    assertThat(run.await()).isTrue();
  }

  /** A quarter at once, half more when it may go on, and never an end by itself. */
  private static final class WaitingWork implements JobWork {
    private final CountDownLatch go = new CountDownLatch(1);

    static final JsonObject PARAMETERS =
        new JsonObject()
            .put("analysis", "fragility")
            .put("chosen", new JsonObject().put("method", "bradley-terry"));

    @Override
    public String kind() {
      return "analysis";
    }

    @Override
    public Future<JsonObject> run(JobTask task) {
      Promise<JsonObject> never = Promise.promise();
      task.onStop(() -> never.fail("stopped"));
      task.count("analysing", 1, 4);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  go.await();
                  task.count("analysing", 3, 4);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      return never.future();
    }
  }

  @Test
  void no_page_has_a_violation_in_either_theme_at_either_width() {
    Map<String, String> pages = pages();
    List<String> wrong = new ArrayList<>();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1440, 390}) {
        try (BrowserContext window = chromium.window(width, 900, scheme)) {
          Page page = open(window, "/admin/studies");
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
    Chromium.shoot(page, "study-" + at);
    if (page.evaluate("() => window.hurt") != null) {
      wrong.add(at + ": hostile text ran");
    }
    if (!(boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")) {
      wrong.add(at + ": wider than the window");
    }
  }

  @Test
  void a_study_is_made_in_five_steps_in_the_browser() {
    try (BrowserContext window = chromium.window(1200, 900, ColorScheme.LIGHT)) {
      Page page = open(window, "/admin/new-study");
      page.onDialog(dialog -> dialog.accept());
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Sky and sea");
      upload(page, "answers.jsonl", ANSWERS);
      press(page, "Create the study");
      page.getByText("Open the study").click();
      assertThat(page.getByText("Still missing:")).isVisible();
      Chromium.shoot(page, "study-steps-1200-light");
      page.locator(".stages a").nth(1).click();

      page.locator("#question").fill("Which answer would you rather get?");
      press(page, "Save and go on");
      page.locator("#guidelines").fill("Read **both** answers.");
      page.locator("#consent").fill("Your votes are stored under a pseudonym.");
      press(page, "Preview both texts");
      assertThat(page.locator("[data-preview-of=guidelines] strong")).hasText("both");
      press(page, "Save and go on");
      page.locator("#overlap").fill("4");
      press(page, "Save and go on");

      assertThat(page.getByText("Nothing is missing.")).isVisible();
      press(page, "Publish");
      assertThat(page.getByText("The study is published")).isVisible();
      assertThat(page.locator(".stages")).hasCount(0);
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Settings")).click();
      assertThat(page.locator("#question")).hasValue("Which answer would you rather get?");
      assertThat(page.locator("#overlap")).hasValue("4");
    }
  }

  @Test
  void refused_forms_keep_what_was_typed_and_have_no_violation() {
    StudyFixture mine = StudyFixture.create(site.site.pool, 2, 2, 2);
    try (BrowserContext window = chromium.window(1200, 900, ColorScheme.DARK)) {
      Page page = open(window, "/admin/studies/" + mine.slug() + "/settings");
      page.locator("#question").fill("Which one is kinder?");
      page.locator("#overlap").fill("0");
      press(page, "Save");
      assertThat(page.locator("#overlap-error")).isVisible();
      assertThat(Chromium.violations(page)).isEmpty();
      Chromium.shoot(page, "study-wrong-1200-dark");

      mine.run(
          "update study set version = version + 1, question = 'Theirs?' where id = $1", mine.id());
      page.locator("#overlap").fill("2");
      press(page, "Save");
      assertThat(page.getByText("Somebody else changed the settings in the meantime.")).isVisible();
      assertThat(page.locator("#question")).hasValue("Which one is kinder?");
      assertThat(Chromium.violations(page)).isEmpty();
      Chromium.shoot(page, "study-stale-1200-dark");
      press(page, "Save mine over theirs");
      assertThat(page.getByText("The settings are saved.")).isVisible();
    }
  }

  @Test
  void figures_follow_while_the_page_is_looked_at() {
    try (BrowserContext window = chromium.window(1200, 900, ColorScheme.LIGHT)) {
      StudyFixture live = StudyFixture.create(site.site.pool, 3, 4, 3);
      Page page = open(window, "/admin/studies/" + live.slug());
      Locator votes = page.locator(".stat dd").first();
      assertThat(votes).hasText("0");

      new Votes(live).cast(live.annotator("ada"), Votes.LEFT);

      assertThat(votes).hasText("1", new LocatorAssertions.HasTextOptions().setTimeout(15_000));
    }
  }

  @Test
  void everything_works_without_scripts() {
    StudyFixture plain = StudyFixture.create(site.site.pool, 3, 4, 3);
    long ada = plain.annotator("ada");
    new Votes(plain).cast(ada, Votes.LEFT);
    try (BrowserContext window = chromium.withoutScripts(1200, 900)) {
      Page page = open(window, "/admin/studies/" + plain.slug() + "/annotators");
      page.getByText("Exclude …").click();
      page.getByLabel("Reason", new Page.GetByLabelOptions().setExact(true))
          .fill("always the first");
      assertThat(page.getByText("1 vote will no longer be counted.")).isVisible();
      press(page, "Exclude");
      assertThat(page.getByText("1 vote is no longer counted")).isVisible();

      page.navigate(site.site.origin() + "/admin/studies/" + plain.slug() + "/settings");
      page.locator("#guidelines").fill("Read **both**.");
      press(page, "Preview both texts");
      assertThat(page.locator("#preview strong")).hasText("both");
      page.locator("#overlap").fill("5");
      press(page, "Save");
      assertThat(page.getByText("The settings are saved.")).isVisible();
      assertThat(plain.scalar("select count(*) from place where study = $1", plain.id()))
          .isEqualTo(60);

      page.navigate(site.site.origin() + "/admin/studies/" + plain.slug() + "/import");
      upload(page, "answers.jsonl", ANSWERS);
      page.waitForURL("**/admin/imports/**");
      assertThat(button(page, "Import"))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(15_000));
    }
  }
}
