package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work goes on without a connection, through reloads and restarts, and on another device. */
class SeatOfflineTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final String NOTE = "Note on this answer";

  private static Chromium chromium;
  private BrowserContext window;
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
    study = AGON.study(4, 6, 2);
    study.run("update study set assignments_held = 4 where id = $1", study.id());
    window = chromium.window(1280, 800, ColorScheme.LIGHT);
  }

  @AfterEach
  void closeWindow() {
    window.close();
  }

  private Annotating join() {
    return Annotating.join(AGON, study, window).ready();
  }

  /** Waits until the worker has the page and all that it loads. */
  private static void awaitKept(Annotating ada) {
    ada.until(
        "kept",
        () ->
            (Boolean)
                ada.page.evaluate(
                    """
        async () => {
          const page = await caches.match(location.pathname, { cacheName: 'agon-seat' });
          const files = await (await caches.open('agon-seat-assets')).keys();
          const held = await caches.match(`${location.pathname}/held`, { cacheName: 'agon-seat' });
          return Boolean(page && held && files.some(({ url }) => url.endsWith('annotate/drafts.js')));
        }
        """));
  }

  private long standing() {
    return new StudyFixture(AGON.pool(), study.id(), study.slug())
        .scalar("select count(*) from place where study = $1 and state = 2", study.id());
  }

  private long draftsLike(String note) {
    return study.scalar(
        "select count(*) from draft d join place p on p.id = d.place where p.study = $1"
            + " and d.content ->> 'note' like $2",
        study.id(),
        note);
  }

  @Test
  void a_cut_network_a_reload_and_a_restart_lose_nothing_and_every_vote_arrives_once() {
    workThroughACutOf(Duration.ofSeconds(5));
  }

  @Test
  @Tag("long")
  void two_minutes_without_network_lose_nothing_and_every_vote_arrives_once() {
    workThroughACutOf(Duration.ofMinutes(2));
  }

  private void workThroughACutOf(Duration cut) {
    Annotating ada = join();
    ada.press("1", "Enter");
    ada.until("saved", () -> standing() == 1);
    awaitKept(ada);
    Runnable restart = AGON.stop();
    try {
      workOffline(ada, cut, restart);
    } finally {
      restart.run();
    }
  }

  private void workOffline(Annotating ada, Duration cut, Runnable restart) {
    long start = System.nanoTime();
    window.setOffline(true);
    ada.press("2", "Enter");
    ada.awaitChip("Offline – 1 waiting");
    ada.press("3", "Enter");
    ada.awaitChip("Offline – 2 waiting");
    String third = ada.token();
    ada.press("1", "n");
    ada.page.keyboard().type("typed without a connection");

    ada.page.reload();
    ada.awaitText("This page was kept on this device");
    ada.awaitChip("Offline – 2 waiting");
    assertThat(ada.token()).as("the pair that was begun").isEqualTo(third);
    assertThat(ada.answer("A is better")).isChecked();
    assertThat(ada.page.getByLabel(NOTE)).hasValue("typed without a connection");
    ada.awaitProgress("3 / 36");
    ada.page.getByLabel(NOTE).focus();
    ada.press("End");
    ada.page.keyboard().type(", and more after the reload");
    ada.button("Submit").click();
    ada.awaitChip("Offline – 3 waiting");
    String fourth = ada.token();
    assertThat(fourth).isNotEqualTo(third);
    ada.page.getByLabel(NOTE).isVisible();
    ada.press("3", "n");
    ada.page.keyboard().type("the fourth, begun");
    long left = cut.toMillis() - (System.nanoTime() - start) / 1_000_000;
    ada.page.waitForTimeout((double) Math.max(0, left));

    restart.run();
    window.setOffline(false);
    ada.awaitChip("Saved");

    assertThat(standing()).isEqualTo(4);
    study = new StudyFixture(AGON.pool(), study.id(), study.slug());
    assertThat(study.scalar("select count(*) from vote where study = $1", study.id()))
        .as("each once")
        .isEqualTo(4);
    assertThat(
            study.scalar(
                "select count(*) from vote where study = $1 and comment ="
                    + " 'typed without a connection, and more after the reload'",
                study.id()))
        .isEqualTo(1);
    assertThat(
            study.scalar(
                "select extract(epoch from max(sent_at - shown_at)) from vote where study = $1",
                study.id()))
        .as("times are told in full")
        .isGreaterThanOrEqualTo(cut.toSeconds() - 3);
    assertThat(ada.token()).isEqualTo(fourth);
    assertThat(ada.answer("B is better")).isChecked();
    assertThat(ada.page.getByLabel(NOTE)).hasValue("the fourth, begun");
    ada.until("on the server too", () -> draftsLike("the fourth, begun") == 1);
    ada.button("Submit").click();
    ada.until("saved", () -> standing() == 5);
    ada.until("no draft is left", () -> draftsLike("%") == 0);
  }

  @Test
  void an_answer_begun_goes_on_at_another_device_through_the_return_link() {
    Annotating ada = join();
    String token = ada.token();
    ada.press("3", "n");
    ada.page.keyboard().type("begun at the pc");
    ada.until("on the server", () -> draftsLike("begun at the pc") == 1);
    String link = newLink(ada);

    try (BrowserContext phone = chromium.window(390, 800, ColorScheme.LIGHT)) {
      Page page = phone.newPage();
      page.navigate(link);
      Annotating there = Annotating.at(AGON, study, page);
      there.ready();
      assertThat(there.token()).isEqualTo(token);
      assertThat(there.answer("B is better")).isChecked();
      assertThat(page.getByLabel(NOTE)).hasValue("begun at the pc");
      there.button("Submit").click();
      there.until("saved", () -> there.standing() == 1);
    }
    assertThat(
            study.scalar(
                "select count(*) from vote where study = $1 and comment = 'begun at the pc'",
                study.id()))
        .isEqualTo(1);
  }

  @Test
  void of_two_windows_the_last_one_to_write_wins_and_is_offered_the_other() {
    Annotating ada = join();
    Page second = window.newPage();
    second.navigate(ada.page.url());
    assertThat(second.locator("[data-chip]")).hasText("Saved");
    ada.press("1", "n");
    ada.page.keyboard().type("first window");
    ada.until("on the server", () -> draftsLike("first window") == 1);

    second.bringToFront();
    second.keyboard().press("3");
    second.keyboard().press("n");
    second.keyboard().type("second window");

    assertThat(second.getByText("You had entered something here in another window too").first())
        .isVisible();
    ada.until("the last stands", () -> draftsLike("second window") == 1);
    assertThat(second.getByLabel(NOTE)).hasValue("second window");
    second
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take the other"))
        .click();
    assertThat(second.getByLabel(NOTE)).hasValue("first window");
    ada.until("the other is taken", () -> draftsLike("first window") == 1);
  }

  @Test
  void as_many_pairs_as_are_held_can_be_answered_without_a_connection() {
    Annotating ada = join();
    // Pairs of one prompt are never held together, so that there may be fewer than the study
    // allows.
    long held =
        study.scalar("select count(*) from place where study = $1 and state = 1", study.id());
    assertThat(held).isBetween(2L, 4L);
    window.setOffline(true);
    for (int k = 1; k <= held; k++) {
      ada.press("1", "Enter");
      ada.awaitChip("Offline – " + k + " waiting");
    }
    assertThat(ada.page.locator("[data-seat]")).hasAttribute("aria-busy", "true");

    window.setOffline(false);
    ada.awaitChip("Saved");
    ada.awaitPair();

    assertThat(ada.standing()).isEqualTo(held);
    assertThat(ada.votes()).isEqualTo(held);
  }

  @Test
  void with_a_connection_the_page_always_comes_from_the_server() {
    Annotating ada = join();
    awaitKept(ada);
    study.run("update study set question = 'Which one is new?' where id = $1", study.id());
    ada.page.reload();
    ada.ready();
    assertThat(ada.page.locator("h1")).hasText("Which one is new?");
    assertThat(ada.page.locator("html")).not().hasAttribute("data-kept", "");

    window.setOffline(true);
    ada.page.reload();
    ada.awaitText("This page was kept on this device");
    assertThat(ada.page.locator("h1")).hasText("Which one is new?");
    window.setOffline(false);
  }

  @Test
  void whoever_signs_out_or_comes_in_leaves_no_page_behind_for_others() {
    Annotating ada = join();
    awaitKept(ada);
    ada.go("/me");
    ada.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
    ada.until("away", () -> ada.page.url().contains("/return"));
    assertForgotten(ada);

    window.clearCookies();
    Annotating bob = Annotating.join(AGON, study, window).ready();
    awaitKept(bob);
    String bobs = bob.token();
    window.setOffline(true);
    bob.page.reload();
    bob.awaitText("This page was kept on this device");
    assertThat(bob.token()).isEqualTo(bobs);
    window.setOffline(false);
    window.clearCookies();
    bob.go("/annotate");
    assertForgotten(bob);
  }

  private void assertForgotten(Annotating person) {
    person.until(
        "forgotten",
        () ->
            (Boolean)
                person.page.evaluate(
                    "async (path) => !(await caches.match(path, { cacheName: 'agon-seat' }))",
                    "/studies/" + study.slug() + "/annotate"));
    window.setOffline(true);
    try {
      person.go("/annotate");
      throw new AssertionError("a page came without a connection: " + person.page.content());
    } catch (PlaywrightException expected) {
      assertThat(expected.getMessage()).containsAnyOf("ERR_INTERNET_DISCONNECTED", "ERR_FAILED");
    }
    window.setOffline(false);
    person.page.navigate(AGON.url("/"));
  }

  @Test
  void what_waits_in_a_browser_is_sent_in_nobody_elses_name_and_arrives_when_its_owner_is_back() {
    Annotating ada = join();
    String link = newLink(ada);
    ada.go("/annotate");
    ada.ready();
    String adas = ada.token();
    ada.page.evaluate(
        "() => { window.sends = fetch; window.fetch = async () => { throw new TypeError(); }; }");
    ada.press("1", "Enter");
    ada.awaitChip("Offline – 1 waiting");
    ada.press("n");
    ada.page.keyboard().type("hers alone");

    Page door = window.newPage();
    door.navigate(AGON.url("/studies/" + study.slug() + "/me"));
    door.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
    door.waitForURL("**/return**");
    Annotating bob = Annotating.join(AGON, study, window).ready();
    bob.press("3", "Enter");
    bob.until("bob's is saved", () -> bob.votes() == 1);

    ada.page.evaluate("() => { window.fetch = sends; dispatchEvent(new Event('online')); }");
    ada.awaitText("Somebody else has signed in in this browser");
    ada.awaitChip("Offline – 1 waiting");
    ada.page.close(new Page.CloseOptions().setRunBeforeUnload(false));
    assertThat(bob.votes()).as("nothing in bob's name").isEqualTo(1);
    assertThat(draftsLike("hers alone")).isZero();

    Page back = window.newPage();
    back.navigate(link);
    Annotating again = Annotating.at(AGON, study, back).ready();
    again.until("hers has arrived", () -> again.votes() == 2);
    assertThat(back.getByLabel(NOTE)).hasValue("hers alone");
    assertThat(
            study.scalar(
                """
                select count(*) from vote v join place p on p.id = v.place
                  join annotator a on a.id = v.annotator
                where v.study = $1 and p.token = $2::text::uuid and a.id = (
                  select min(id) from annotator where study = $1)
                """,
                study.id(),
                adas))
        .as("under her own name")
        .isEqualTo(1);
  }

  private static String newLink(Annotating person) {
    person.go("/me");
    person
        .page
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make a new link"))
        .click();
    return person.page.locator("#return-link").innerText().strip();
  }

  @Test
  void the_worker_answers_with_the_policy_of_the_site_and_without_anybodys_data() {
    var answer = AGON.send(AGON.request("/seat-worker.js"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/javascript");
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-cache");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("connect-src 'self'");
  }
}
