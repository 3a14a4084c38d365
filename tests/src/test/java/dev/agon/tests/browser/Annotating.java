package dev.agon.tests.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.util.function.BooleanSupplier;

/** A person at the annotation page of a study, in a window of their own. */
final class Annotating {
  private static final long PATIENCE_MS = 15_000;

  final RunningAgon agon;
  final StudyFixture study;
  final Page page;

  private Annotating(RunningAgon agon, StudyFixture study, Page page) {
    this.agon = agon;
    this.study = study;
    this.page = page;
  }

  /** Somebody who sits at a page already. */
  static Annotating at(RunningAgon agon, StudyFixture study, Page page) {
    return new Annotating(agon, study, page);
  }

  /** Joins with the suggested pseudonym and sits down before the first pair. */
  static Annotating join(RunningAgon agon, StudyFixture study, BrowserContext window) {
    Annotating person = arrive(agon, study, window);
    person.page.getByRole(AriaRole.CHECKBOX).check();
    person.button("Join").click();
    person.page.getByRole(AriaRole.LINK, named("Start comparing")).click();
    return person;
  }

  /** Waits until the page's script has taken over. */
  Annotating ready() {
    awaitChip("Saved");
    return this;
  }

  /** Opens the join link. */
  static Annotating arrive(RunningAgon agon, StudyFixture study, BrowserContext window) {
    Page page = window.newPage();
    page.navigate(agon.url("/join/" + joinCode(study)));
    return new Annotating(agon, study, page);
  }

  static String joinCode(StudyFixture study) {
    return text(study, "select join_code from study where id = $1");
  }

  static String text(StudyFixture study, String sql) {
    return study
        .pool()
        .preparedQuery(sql)
        .execute(io.vertx.sqlclient.Tuple.of(study.id()))
        .await()
        .iterator()
        .next()
        .getString(0);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, named(name));
  }

  /** One of the answers: "A is better", "About equal", "B is better", "Both bad". */
  Locator answer(String name) {
    return page.getByRole(AriaRole.RADIO, named(name));
  }

  Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, named(name));
  }

  void press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  /** Presses Tab until an element that matches has the focus. */
  void tabTo(String selector) {
    for (int k = 0; k < 60; k++) {
      page.keyboard().press("Tab");
      if ((Boolean) page.evaluate("s => document.activeElement.matches(s)", selector)) {
        return;
      }
    }
    throw new AssertionError("no way by Tab to " + selector);
  }

  String prompt() {
    return page.locator("[data-prompt] [data-text]").innerText().strip();
  }

  String token() {
    return page.locator("[name=assignment]").first().inputValue();
  }

  void awaitChip(String text) {
    PlaywrightAssertions.assertThat(page.locator("[data-chip]"))
        .hasText(text, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS));
  }

  void awaitProgress(String text) {
    PlaywrightAssertions.assertThat(page.locator("[data-progress-text]")).hasText(text);
  }

  void awaitPair() {
    page.locator("[data-seat]:not(.waiting)").waitFor();
  }

  void awaitHeading(String name) {
    PlaywrightAssertions.assertThat(heading(name)).isVisible();
  }

  void awaitText(String text) {
    PlaywrightAssertions.assertThat(page.getByText(text).first()).isVisible();
  }

  /** Standing votes of the study. */
  long standing() {
    return study.scalar("select count(*) from place where study = $1 and state = 2", study.id());
  }

  long votes() {
    return study.scalar("select count(*) from vote where study = $1", study.id());
  }

  void go(String path) {
    page.navigate(agon.url("/studies/" + study.slug() + path));
  }

  /** Waits until something is so, and fails after some seconds. */
  void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still not so: " + what);
      }
      page.waitForTimeout(30);
    }
  }
}
