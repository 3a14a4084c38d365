package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.agon.server.http.i18n.InterfaceLanguage;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in the languages of the interface. */
class LanguagePagesTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  /** How far a box lies from the side where lines begin, and from the other. */
  private static final String INSETS =
      """
      selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).map(e => {
        const box = e.getBoundingClientRect();
        const left = Math.round(box.left);
        const right = Math.round(document.documentElement.clientWidth - box.right);
        return document.dir === 'rtl' ? [right, left] : [left, right];
      })
      """;

  private static Chromium chromium;
  private StudyFixture study;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @BeforeEach
  void newStudy() {
    study = AGON.study(3, 8, 2);
    study.run(
        "update study set name = 'Everyday questions', guidelines = '- Read *both*.', blinding = 'open' where id = $1",
        study.id());
  }

  private static BrowserContext window(int width, ColorScheme scheme, String language) {
    BrowserContext window = chromium.window(width, width > 1000 ? 900 : 844, scheme);
    window.addCookies(List.of(new Cookie("agon_language", language).setUrl(AGON.url("/"))));
    return window;
  }

  private void signIn(BrowserContext window, long annotator) {
    window.addCookies(
        List.of(SignedIn.annotator(AGON, study, annotator), SignedIn.admin(AGON, "Ada")));
  }

  private Map<String, String> pages() {
    String at = "/studies/" + study.slug();
    String admin = "/admin/studies/" + study.slug();
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("home", "/");
    pages.put("seat", at + "/annotate");
    pages.put("history", at + "/history");
    pages.put("me", at + "/me");
    pages.put("board", at + "/board");
    pages.put("return", "/return");
    pages.put("nothing", "/no/such/page");
    pages.put("studies", "/admin/studies");
    pages.put("new", "/admin/new-study");
    pages.put("overview", admin);
    for (String tab :
        List.of("settings", "annotators", "machines", "reports", "import", "rewards")) {
      pages.put(tab, admin + "/" + tab);
    }
    pages.put("tokens", "/admin/tokens");
    pages.put("audit", "/admin/audit");
    return pages;
  }

  /** Somebody with an answer, so that all lists hold something. */
  private void fill(Annotating ada) {
    ada.page.waitForSelector("[data-chip]:not([hidden])");
    ada.press("1", "Enter");
    ada.until("a vote is stored", () -> ada.votes() == 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void arabic_pages_run_from_right_to_left_fit_the_window_and_hinder_nobody(ColorScheme scheme) {
    List<String> wrong = new ArrayList<>();
    try (BrowserContext window = window(1440, scheme, "ar")) {
      long annotator = study.annotator("Quiet Heron");
      signIn(window, annotator);
      Page page = window.newPage();
      page.navigate(AGON.url("/studies/" + study.slug() + "/annotate"));
      fill(Annotating.at(AGON, study, page));
      pages()
          .forEach(
              (name, path) -> {
                page.setViewportSize(1440, 900);
                page.navigate(AGON.url(path));
                page.waitForTimeout(300);
                if (!"ar rtl"
                    .equals(
                        page.evaluate(
                            "() => document.documentElement.lang + ' ' + document.dir"))) {
                  wrong.add(name + ": not Arabic");
                }
                for (int width : new int[] {1440, 390}) {
                  page.setViewportSize(width, width == 390 ? 844 : 900);
                  page.waitForTimeout(80);
                  if (!(Boolean)
                      page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")) {
                    wrong.add(name + " at " + width + ": wider than the window");
                  }
                  if (width == (scheme == ColorScheme.LIGHT ? 1440 : 390)) {
                    Chromium.violations(page)
                        .forEach(v -> wrong.add(name + " at " + width + ": " + v));
                  }
                  picture(page, "ar-" + name, width, scheme);
                }
              });
    }
    assertThat(wrong).isEmpty();
  }

  private static void picture(Page page, String name, int width, ColorScheme scheme) {
    if (System.getenv("AGON_SHOTS") != null) {
      Chromium.shoot(page, name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void the_arabic_layout_is_the_mirror_image_of_the_english_one() {
    List<String> wrong = new ArrayList<>();
    try (BrowserContext english = window(1440, ColorScheme.LIGHT, "en");
        BrowserContext arabic = window(1440, ColorScheme.LIGHT, "ar")) {
      long annotator = study.annotator("Quiet Heron");
      signIn(english, annotator);
      signIn(arabic, annotator);
      Page left = english.newPage();
      Page right = arabic.newPage();
      for (int width : new int[] {1440, 390}) {
        left.setViewportSize(width, 900);
        right.setViewportSize(width, 900);
        pages()
            .forEach(
                (name, path) -> {
                  left.navigate(AGON.url(path));
                  right.navigate(AGON.url(path));
                  for (String selector :
                      List.of(".brand img", ".response", ".page > .card", ".stat", ".prompt")) {
                    if (!near(left.evaluate(INSETS, selector), right.evaluate(INSETS, selector))) {
                      wrong.add(
                          name
                              + " at "
                              + width
                              + " "
                              + selector
                              + ": "
                              + left.evaluate(INSETS, selector)
                              + " and "
                              + right.evaluate(INSETS, selector));
                    }
                  }
                });
      }
      left.navigate(AGON.url("/studies/" + study.slug() + "/annotate"));
      right.navigate(AGON.url("/studies/" + study.slug() + "/annotate"));
      left.setViewportSize(1440, 900);
      right.setViewportSize(1440, 900);
      assertThat(x(left, "#response-a")).isLessThan(x(left, "#response-b"));
      assertThat(x(right, "#response-a")).isGreaterThan(x(right, "#response-b"));
      assertThat(x(left, ".bar-end")).isGreaterThan(x(left, ".brand"));
      assertThat(x(right, ".bar-end")).isLessThan(x(right, ".brand"));
    }
    assertThat(wrong).isEmpty();
  }

  private static double x(Page page, String selector) {
    return page.locator(selector).first().boundingBox().x;
  }

  /** The same number of boxes with the same distance from where lines begin. */
  private static boolean near(Object one, Object other) {
    List<?> ones = (List<?>) one;
    List<?> others = (List<?>) other;
    if (ones.size() != others.size()) {
      return false;
    }
    for (int k = 0; k < ones.size(); k++) {
      int a = ((Number) ((List<?>) ones.get(k)).getFirst()).intValue();
      int b = ((Number) ((List<?>) others.get(k)).getFirst()).intValue();
      if (Math.abs(a - b) > 2) {
        return false;
      }
    }
    return true;
  }

  @Test
  void a_language_is_chosen_without_scripts_and_kept_for_the_device_and_the_annotator() {
    try (BrowserContext window = chromium.withoutScripts(1280, 800);
        BrowserContext phone = chromium.withoutScripts(390, 844)) {
      Page page = window.newPage();
      page.navigate(AGON.url("/join/" + Annotating.joinCode(study)));
      assertThat(page.locator("html")).hasAttribute("lang", "en");
      choose(page, "Deutsch");
      assertThat(page).hasURL(AGON.url("/join/" + Annotating.joinCode(study)));
      assertThat(page.locator("html")).hasAttribute("lang", "de");
      page.getByRole(AriaRole.CHECKBOX).check();
      page.locator("form.card button.primary").click();
      String link = page.locator("#return-link").innerText();
      page.navigate(AGON.url("/studies/" + study.slug() + "/annotate"));
      assertThat(page.locator("html")).hasAttribute("lang", "de");

      Page other = phone.newPage();
      other.navigate(link);
      assertThat(other.locator("html")).hasAttribute("lang", "de");
      // The seat's header has no room for the menu on a phone: one's own page has it.
      assertThat(other.locator("[popovertarget=languages]")).isHidden();
      other.locator(".seat-header a[href$='/me']").click();
      choose(other, "العربية");
      assertThat(other.locator("html")).hasAttribute("dir", "rtl");
      assertThat(other).hasURL(AGON.url("/studies/" + study.slug() + "/me"));
      other.navigate(AGON.url("/studies/" + study.slug() + "/annotate"));
      assertThat(other.locator("html")).hasAttribute("dir", "rtl");
      assertThat(
              study.text("select interface_language from annotator where study = $1", study.id()))
          .isEqualTo("ar");
    }
  }

  @Test
  void annotators_name_what_they_read_and_get_only_that() {
    study.run(
        "update prompt set language = case when external_id < 'p5' then 'de' else 'pt-BR' end where study = $1",
        study.id());
    study.run(
        "update response r set language = p.language from prompt p where p.id = r.prompt and p.study = $1",
        study.id());
    study.run(
        "select note_languages($1, array_agg(id)) from comparison where study = $1", study.id());
    study.run(
        "update place p set languages = c.languages from comparison c where c.id = p.comparison and p.study = $1",
        study.id());
    study.run("update study set reading_level = 2 where id = $1", study.id());
    try (BrowserContext window = chromium.withoutScripts(1280, 800)) {
      Page page = window.newPage();
      page.navigate(AGON.url("/join/" + Annotating.joinCode(study)));
      page.getByRole(AriaRole.CHECKBOX).check();
      page.locator("form.card button.primary").click();
      assertThat(page.getByText("Please name at least one language that you read.")).isVisible();
      page.getByLabel("Deutsch").selectOption("1");
      page.locator("form.card button.primary").click();
      assertThat(page.locator("#reads-error")).containsText("There would be no pair for you");
      assertThat(page.locator("#reads-error bdi")).hasText(new String[] {"Deutsch", "Português"});
      assertThat(page.getByLabel("Deutsch")).hasValue("1");
      assertThat(study.scalar("select count(*) from annotator where study = $1", study.id()))
          .as("nobody is taken in who would get nothing")
          .isZero();
      page.getByLabel("Deutsch").selectOption("2");
      page.locator("form.card button.primary").click();
      page.navigate(AGON.url("/studies/" + study.slug() + "/me"));
      page.getByLabel("Deutsch").selectOption("1");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save the languages"))
          .click();
      page.navigate(AGON.url("/studies/" + study.slug() + "/annotate"));
      assertThat(
              page.getByRole(
                  AriaRole.HEADING,
                  new Page.GetByRoleOptions().setName("Nothing in your languages")))
          .isVisible();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Languages you read"))
          .click();
      assertThat(page.getByLabel("Deutsch")).hasValue("1");
      page.getByLabel("Português").selectOption("3");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save the languages"))
          .click();
      assertThat(page.getByText("Your languages are saved.")).isVisible();
      page.navigate(AGON.url("/studies/" + study.slug() + "/annotate"));
      assertThat(page.locator(".prompt [data-text]")).hasAttribute("lang", "pt-BR");
    }
  }

  private static void choose(Page page, String name) {
    page.locator("[popovertarget=languages]").click();
    Locator language =
        page.locator("#languages")
            .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    language.click();
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "zh-Hans"})
  void no_page_is_too_narrow_for_its_words(String language) {
    List<String> wrong = new ArrayList<>();
    try (BrowserContext window = window(1440, ColorScheme.LIGHT, language)) {
      signIn(window, study.annotator("Quiet Heron"));
      Page page = window.newPage();
      pages()
          .forEach(
              (name, path) -> {
                page.navigate(AGON.url(path));
                for (int width : new int[] {1440, 390}) {
                  page.setViewportSize(width, width == 390 ? 844 : 900);
                  page.waitForTimeout(60);
                  if (!(Boolean)
                      page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")) {
                    wrong.add(name + " at " + width + ": wider than the window");
                  }
                  picture(page, language + "-" + name, width, ColorScheme.LIGHT);
                }
                assertThat(page.locator("html"))
                    .hasAttribute("lang", InterfaceLanguage.of(language).tag());
              });
    }
    assertThat(wrong).isEmpty();
  }
}
