package dev.agon.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.agon.server.StudySite;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.study.Votes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The admin's study pages in a browser: both themes, wide and narrow, checked by axe. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StudyAdminPagesTest {
  private static final String HOSTILE =
      "<img src=x onerror=\"window.hurt=1\">{{this}}\"'><script>window.hurt=1</script>";

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
        "update study set name = $2, state = 'draft', published_at = null, guidelines = '' where id = $1",
        draft.id(),
        HOSTILE);
  }

  @AfterAll
  void stop() {
    chromium.close();
    site.close();
  }

  private StudyFixture filled() {
    StudyFixture filled = StudyFixture.create(site.site.pool, 6, 16, 4);
    filled.run(
        """
        update study set name = 'Everyday questions', question = 'Which answer would you rather get?',
          guidelines = $2, consent = 'Your votes are stored under your pseudonym.' where id = $1
        """,
        filled.id(),
        "## How to judge\\n\\n- Read **both** answers to the end.\\n- A wrong fact weighs more than style."
            .replace("\\n", "\n"));
    Votes votes = new Votes(filled);
    Random random = new Random(7);
    String[] names = {
      "quiet-heron",
      "amber-fox",
      "tall-cedar",
      "brisk-otter",
      "north-star",
      "plain-owl",
      "always-first"
    };
    for (String name : names) {
      long annotator = filled.annotator(name);
      int n = 12 + random.nextInt(30);
      for (int k = 0; k < n; k++) {
        int shown =
            name.equals("always-first") || random.nextInt(10) < 4 ? 1 : 2 + random.nextInt(3);
        votes.cast(annotator, shown);
      }
      filled.lease(annotator);
    }
    filled.run(
        "insert into annotator (study, pseudonym, kind) values ($1, 'judge-7b', 'machine')",
        filled.id());
    filled.run(
        """
        insert into report (study, annotator, comparison, text)
        select $1, a.id, c.id, 'The second answer is cut off in the middle of a sentence.'
        from annotator a, comparison c where a.study = $1 and c.study = $1 order by a.id, c.id limit 1
        """,
        filled.id());
    filled.run(
        "insert into skip (annotator, comparison) select a.id, c.id from annotator a, comparison c where a.study = $1 and c.study = $1 order by a.id desc, c.id limit 3",
        filled.id());
    return filled;
  }

  private BrowserContext signedIn(BrowserContext window) {
    String[] cookie = site.admin.split("=", 2);
    window.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(site.site.origin())));
    return window;
  }

  private List<String> paths() {
    String path = "/admin/studies/" + study.slug();
    return List.of(
        "/admin/studies",
        "/admin/new-study",
        path,
        path + "/settings",
        path + "/annotators",
        path + "/machines",
        path + "/reports",
        path + "/import",
        "/admin/studies/" + draft.slug());
  }

  @Test
  void no_page_has_a_violation_in_either_theme_at_either_width() {
    List<String> wrong = new ArrayList<>();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1440, 390}) {
        try (BrowserContext window = signedIn(chromium.window(width, 900, scheme))) {
          Page page = window.newPage();
          page.onConsoleMessage(
              m -> {
                if (m.type().equals("error")) {
                  wrong.add(m.text());
                }
              });
          int n = 0;
          for (String path : paths()) {
            page.navigate(site.site.origin() + path);
            Chromium.violations(page)
                .forEach(v -> wrong.add(path + " " + width + " " + scheme + " " + v));
            Chromium.shoot(
                page,
                "study-"
                    + n
                    + "-"
                    + path.replaceAll(".*/", "")
                    + "-"
                    + width
                    + "-"
                    + scheme.name().toLowerCase(java.util.Locale.ROOT));
            n++;
            assertThat(page.evaluate("() => window.hurt")).isNull();
            assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .as(path + " at " + width)
                .isEqualTo(true);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
