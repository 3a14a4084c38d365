package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is answered is neither lost nor counted twice, whatever connection, tabs and people do. */
class SeatResilienceTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final String VOTES = "**/votes";

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
    window = chromium.window(1280, 800, ColorScheme.LIGHT);
  }

  @AfterEach
  void closeWindow() {
    window.close();
  }

  private Annotating join() {
    return Annotating.join(AGON, study, window).ready();
  }

  /** Somebody whose requests all pass the test's routes. */
  private Annotating joinRouted() {
    window.close();
    window = chromium.withoutWorkers(1280, 800, ColorScheme.LIGHT);
    return join();
  }

  private long outcomes(String condition) {
    return study.scalar(
        "select count(*) from place p join vote v on v.place = p.id and v.revision = p.revision"
            + " where p.study = $1 and p.state = 2 and "
            + condition,
        study.id());
  }

  @Test
  void undo_brings_the_pair_back_and_the_next_one_waits() {
    Annotating ada = join();
    String first = ada.token();
    ada.press("1", "Enter");
    ada.awaitProgress("1 / 36");
    String second = ada.token();
    ada.until("saved", () -> ada.standing() == 1);

    ada.press("z");
    assertThat(ada.token()).isEqualTo(first);
    ada.awaitProgress("0 / 36");
    assertThat(ada.answer("A is better")).isChecked();
    ada.until("taken back", () -> ada.standing() == 0);
    ada.press("3", "Enter");
    ada.until("answered again", () -> ada.standing() == 1);

    assertThat(ada.token()).isEqualTo(second);
    assertThat(ada.votes()).isEqualTo(3);
    assertThat(outcomes("v.revision = 3 and not v.withdrawn")).isEqualTo(1);
    ada.press("z");
    assertThat(ada.token()).isEqualTo(first);
  }

  @Test
  void undo_by_the_button_before_the_answer_was_ever_sent_leaves_no_trace() {
    Annotating ada = joinRouted();
    String first = ada.token();
    ada.page.route(VOTES, Route::abort);
    ada.press("1", "Enter");
    ada.awaitChip("Offline – 1 waiting");
    ada.press("2", "Enter");
    ada.awaitChip("Offline – 2 waiting");
    ada.button("Undo").click();

    ada.awaitChip("Offline – 1 waiting");
    assertThat(ada.token()).isNotEqualTo(first);
    assertThat(ada.votes()).isZero();
  }

  @Test
  void a_vote_is_sent_again_until_it_arrives_and_arrives_once() {
    Annotating ada = joinRouted();
    AtomicInteger tries = new AtomicInteger();
    Set<String> keys = ConcurrentHashMap.newKeySet();
    ada.page.route(
        VOTES,
        route -> {
          keys.add(route.request().headerValue("Idempotency-Key"));
          switch (tries.incrementAndGet()) {
            case 1 -> route.abort();
            case 2 -> route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("{}"));
            case 3 -> {
              // The vote is committed, but its receipt is lost on the way back.
              route.fetch();
              route.abort();
            }
            default -> route.resume();
          }
        });

    ada.press("2", "Enter");
    ada.awaitChip("Offline – 1 waiting");
    ada.awaitChip("Saved");

    assertThat(tries.get()).isEqualTo(4);
    assertThat(keys).hasSize(1);
    assertThat(ada.votes()).isEqualTo(1);
    ada.awaitProgress("1 / 36");
  }

  @Test
  void answers_on_their_way_survive_a_reload() {
    Annotating ada = joinRouted();
    String second = second(ada);
    ada.page.route(VOTES, Route::abort);
    ada.press("1", "Enter");
    ada.awaitChip("Offline – 1 waiting");

    ada.page.reload();
    ada.awaitProgress("1 / 36");
    assertThat(ada.token()).as("the answered pair is not asked again").isEqualTo(second);
    ada.page.unroute(VOTES);
    ada.awaitChip("Saved");

    assertThat(ada.votes()).isEqualTo(1);
    ada.awaitProgress("1 / 36");
  }

  private static String second(Annotating ada) {
    return (String)
        ada.page.evaluate(
            "() => JSON.parse(document.querySelector('[data-seat-data]').textContent)"
                + ".work.assignments[1].token");
  }

  @Test
  void an_answer_begun_survives_a_reload_with_its_note_and_its_time() {
    Annotating ada = join();
    String token = ada.token();
    ada.press("3", "n");
    ada.page.keyboard().type("B is funny, sz1 and all");
    ada.page.waitForTimeout(300);

    ada.page.reload();
    ada.ready();

    assertThat(ada.token()).isEqualTo(token);
    assertThat(ada.answer("B is better")).isChecked();
    assertThat(ada.page.getByLabel("Note on this answer")).hasValue("B is funny, sz1 and all");
    ada.button("Submit").click();
    ada.until("saved", () -> ada.standing() == 1);
    assertThat(
            study.scalar(
                "select count(*) from vote where study = $1 and comment like 'B is funny%' and active_ms >= 300"
                    + " and sent_at - shown_at >= interval '0.3 second'",
                study.id()))
        .isEqualTo(1);
  }

  @Test
  void without_connection_one_goes_on_as_far_as_pairs_are_there_and_then_waits() {
    Annotating ada = join();
    window.setOffline(true);
    ada.press("1", "Enter", "2", "Enter");
    ada.awaitChip("Offline – 2 waiting");
    assertThat(ada.page.locator("[data-seat]")).hasAttribute("aria-busy", "true");

    window.setOffline(false);
    ada.awaitChip("Saved");
    ada.awaitPair();

    assertThat(ada.standing()).isEqualTo(2);
    ada.press("3", "Enter");
    ada.until("saved", () -> ada.standing() == 3);
  }

  @Test
  void the_back_button_and_another_answer_is_offered_as_a_change() {
    try (BrowserContext plain = chromium.withoutScripts(1280, 800)) {
      Annotating ada = Annotating.join(AGON, study, plain);
      String prompt = ada.prompt();
      String token = ada.token();
      String key = ada.page.locator("#ballot [name=key]").inputValue();
      ada.button("A is better").click();
      ada.awaitText("Saved. 1 of 36.");

      postAgain(ada, token, key, "second");
      ada.awaitHeading("Change your answer");
      assertThat(ada.page.locator(".revise .prompt-text")).hasText(prompt);
      assertThat(ada.page.locator(".revise input:checked")).hasValue("first");
      ada.page.locator(".revise input[value=second]").check();
      assertThat(ada.standing()).as("a choice alone changes nothing").isEqualTo(1);
      ada.button("Save the change").click();

      ada.awaitText("Your new answer is saved.");
      assertThat(ada.page.url()).contains("/history");
      assertThat(ada.standing()).isEqualTo(1);
      assertThat(outcomes("v.revision = 2")).isEqualTo(1);
    }
  }

  /** What a page from before the answer sends when somebody goes back to it and chooses anew. */
  private void postAgain(Annotating ada, String token, String key, String choice) {
    Page page = ada.page;
    ada.go("/annotate");
    page.locator("#ballot [name=assignment]").evaluate("(e, v) => { e.value = v; }", token);
    page.locator("#ballot [name=key]").evaluate("(e, v) => { e.value = v; }", key);
    ada.button(choice.equals("first") ? "A is better" : "B is better").click();
  }

  @Test
  void two_tabs_with_one_pair_make_one_vote_and_the_second_is_told_kindly() {
    Annotating ada = join();
    Page other = window.newPage();
    other.navigate(ada.page.url());
    assertThat(other.locator("[data-chip]")).hasText("Saved");
    ada.press("1", "Enter");
    ada.until("saved", () -> ada.standing() == 1);

    other.keyboard().press("3");
    other.keyboard().press("Enter");
    assertThat(other.getByText("That pair has been answered again in the meantime")).isVisible();
    other.keyboard().press("2");
    other.keyboard().press("Enter");
    ada.until("the tab goes on", () -> ada.standing() == 2);

    assertThat(ada.votes()).isEqualTo(2);
    other.close();
    assertThat(
            study.scalar("select count(*) from place where study = $1 and state = 1", study.id()))
        .as("the pair in advance stays while a tab is open")
        .isEqualTo(2);
  }

  @Test
  void closing_the_page_gives_back_the_pair_in_advance_and_keeps_the_one_begun() {
    Annotating ada = join();
    String shown = ada.token();
    ada.press("1");
    ada.page.navigate("about:blank");

    ada.until(
        "given back",
        () ->
            study.scalar("select count(*) from place where study = $1 and state = 1", study.id())
                == 1);
    assertThat(
            study.scalar("select count(*) from place where token::text = $1 and state = 1", shown))
        .isEqualTo(1);
  }

  @Test
  void a_pair_that_went_to_somebody_else_is_told_kindly_and_the_next_is_there() {
    Annotating ada = join();
    long bob = study.annotator("bob");
    study.run(
        "update place set annotator = $2, token = gen_random_uuid() where token::text = $1",
        ada.token(),
        bob);
    String lost = ada.token();

    ada.press("1", "Enter");
    ada.awaitText("Your time on that pair had run out and it went to somebody else.");
    assertThat(ada.token()).isNotEqualTo(lost);
    ada.awaitProgress("0 / 36");
    ada.press("2", "Enter");
    ada.until("saved", () -> ada.standing() == 1);
    ada.awaitProgress("1 / 36");
  }

  @Test
  void whoever_is_away_is_asked_before_the_lease_ends_and_can_keep_working() {
    study.run("update study set lease_seconds = 8 where id = $1", study.id());
    Annotating ada = join();

    assertThat(ada.button("Keep working"))
        .isVisible(
            new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                .setTimeout(9_000));
    ada.button("Keep working").click();
    assertThat(ada.button("Keep working")).isHidden();

    assertThat(
            study.scalar(
                "select count(*) from place where study = $1 and state = 1 and deadline > now() + interval '6 seconds'",
                study.id()))
        .isEqualTo(2);
  }

  @Test
  void whoever_is_at_work_keeps_the_lease_without_being_asked() {
    study.run("update study set lease_seconds = 6 where id = $1", study.id());
    Annotating ada = join();
    for (int k = 0; k < 40; k++) {
      ada.page.mouse().move(200 + k, 300);
      ada.page.waitForTimeout(200);
    }

    assertThat(ada.button("Keep working")).isHidden();
    ada.press("1", "Enter");
    ada.until("saved", () -> ada.standing() == 1);
  }

  @Test
  void when_nothing_is_free_the_page_waits_and_goes_on_by_itself() {
    study = AGON.study(2, 1, 1);
    long bob = study.annotator("bob");
    java.util.UUID held = study.lease(bob);
    Annotating ada = Annotating.join(AGON, study, window);
    ada.awaitHeading("Nothing for you right now");

    study.run(
        "update place set state = 0, annotator = null, slot = null, token = null, deadline = null where token = $1",
        held);

    assertThat(ada.page.locator("[data-choices]"))
        .isVisible(
            new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                .setTimeout(15_000));
  }

  @Test
  void a_paused_study_and_an_excluded_annotator_have_pages_of_their_own() {
    Annotating ada = join();
    study.run(
        "update place set state = 0, annotator = null, slot = null, token = null, deadline = null where study = $1 and state = 1",
        study.id());
    study.run("update study set state = 'paused' where id = $1", study.id());
    ada.go("/annotate");
    ada.awaitHeading("The study is having a break");
    study.run("update study set state = 'closed' where id = $1", study.id());
    ada.go("/annotate");
    ada.awaitHeading("The study has ended");
    study.run("update study set state = 'running' where id = $1", study.id());
    study.run("update annotator set excluded_at = now() where study = $1", study.id());
    ada.go("/annotate");
    ada.awaitHeading("You do not take part any more");
  }

  @Test
  void choosing_submits_at_once_for_those_who_want_it_and_is_remembered() {
    Annotating ada = join();
    ada.press("?");
    ada.page.getByLabel("Choosing submits at once").check();
    ada.press("Escape");
    ada.page.waitForTimeout(400);
    ada.press("2");
    ada.until("saved", () -> ada.standing() == 1);
    ada.page.reload();
    ada.ready();
    ada.page.waitForTimeout(400);
    ada.answer("B is better").click();
    ada.until("saved", () -> ada.standing() == 2);
  }

  @Test
  void single_keys_can_be_switched_off_and_are_silent_while_somebody_types() {
    Annotating ada = join();
    ada.press("n");
    ada.page.keyboard().type("1230sz?gh");
    assertThat(ada.page.getByLabel("Note on this answer")).hasValue("1230sz?gh");
    assertThat(ada.answer("A is better")).not().isChecked();
    ada.page.locator("h1").click();
    ada.press("?");
    ada.page.getByLabel("Use single keys as shortcuts").uncheck();
    ada.press("Escape", "1", "s");
    assertThat(ada.answer("A is better")).not().isChecked();
    assertThat(ada.page.locator("#skip")).isHidden();
  }
}
