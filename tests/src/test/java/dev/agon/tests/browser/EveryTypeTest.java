package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import dev.agon.question.form.QuestionTypes;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import dev.agon.tests.browser.TypeCase.Plain;
import dev.agon.tests.browser.TypeCase.Sitting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of question, with the mouse, with keys alone, with a finger, and without scripts. */
class EveryTypeTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final Map<String, StudyFixture> STUDIES = new HashMap<>();
  private static Chromium chromium;

  @TempDir Path folder = Path.of("");

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  static List<TypeCase> all() {
    return TypeCases.all();
  }

  static Stream<TypeCase> plain() {
    return all().stream().filter(type -> type.plain() != null);
  }

  static Stream<TypeCase> scripted() {
    return all().stream().filter(type -> type.plain() == null);
  }

  @Test
  void no_type_is_left_out() {
    assertThat(all().stream().map(TypeCase::type)).containsExactlyElementsOf(QuestionTypes.names());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void with_the_mouse(TypeCase type) throws IOException {
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Questioning ada = Questioning.sit(AGON, study(type), window);
      ada.person.ready();
      type.byHand().accept(new Sitting(ada, Hand.withMouse(ada.person.page)));
      assertUsable(ada.person.page);
      ada.submit();
      assertTaken(type, ada);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void with_keys_alone(TypeCase type) throws IOException {
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.DARK)) {
      Questioning ada = Questioning.sit(AGON, study(type), window);
      ada.person.ready();
      long before = ada.person.votes();
      for (String key : type.byKeys()) {
        if (key.startsWith("=")) {
          ada.person.page.keyboard().type(key.substring(1));
        } else {
          ada.person.press(key);
        }
      }
      ada.person.until("a vote more", () -> ada.person.votes() > before);
      assertTaken(type, ada);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void with_a_finger_on_a_phone(TypeCase type) throws IOException {
    try (BrowserContext window = chromium.phone(ColorScheme.DARK)) {
      Questioning ada = Questioning.sit(AGON, study(type), window);
      ada.person.ready();
      Sitting sitting = new Sitting(ada, Hand.withFinger(ada.person.page));
      type.byHand().accept(sitting);
      assertUsable(ada.person.page);
      assertThat(Hand.tooSmall(sitting.question())).isEmpty();
      long before = ada.person.votes();
      ada.person.button("Submit").tap();
      ada.person.until("a vote more", () -> ada.person.votes() > before);
      assertTaken(type, ada);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void a_wrong_answer_comes_back_with_an_error_that_names_its_part(TypeCase type)
      throws IOException {
    try (BrowserContext window = chromium.withoutWorkers(1440, 900, ColorScheme.LIGHT)) {
      Questioning ada = Questioning.sit(AGON, study(type), window);
      ada.person.ready();
      String token = ada.person.token();
      long before = ada.person.votes();
      type.byHand().accept(new Sitting(ada, Hand.withMouse(ada.person.page)));
      window.route("**/votes", route -> spoil(route, type.spoilt()));
      ada.person.button("Submit").click();
      Locator error = ada.question("q").locator(":scope > [data-error]");
      assertThat(error).isVisible();
      assertThat(error).containsText(type.spoilt().named());
      assertThat(ada.person.token()).isEqualTo(token);
      assertThat(ada.person.votes()).isEqualTo(before);
      window.unrouteAll();
      ada.submit();
      assertTaken(type, ada);
    }
  }

  private static void spoil(Route route, TypeCase.Spoilt spoilt) {
    String sent = route.request().postData();
    assertThat(sent).contains(spoilt.right());
    route.resume(
        new Route.ResumeOptions().setPostData(sent.replace(spoilt.right(), spoilt.wrong())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plain")
  void without_scripts(TypeCase type) throws IOException {
    Plain plain = type.plain();
    if (plain == null) {
      throw new IllegalArgumentException(type.type());
    }
    try (BrowserContext window = chromium.withoutScripts(1440, 900)) {
      Questioning ada = Questioning.sit(AGON, study(type), window);
      Page page = ada.person.page;
      page.locator("#comment").evaluate("comment => { comment.value = 'Kept too'; }");
      plain.fields().forEach((name, value) -> fill(page, name, value));
      if (!plain.mistake().isEmpty()) {
        plain.mistake().forEach((name, value) -> fill(page, name, value));
        submitAnyway(page);
        assertThat(ada.question("q").locator("[data-error]")).containsText(plain.named());
        assertThat(page.locator("[data-notice]")).containsText(plain.named());
        plain
            .fields()
            .forEach(
                (name, value) ->
                    assertFilled(page, name, plain.mistake().getOrDefault(name, value)));
        assertThat(page.locator("#comment")).hasValue("Kept too");
        plain
            .mistake()
            .keySet()
            .forEach(name -> fill(page, name, plain.fields().getOrDefault(name, "")));
      }
      ada.person.button("Submit").click();
      ada.person.awaitText("Saved. 1 of 4.");
      JsonObject expected = new JsonObject(type.answers());
      if (type.type().equals("text")) {
        expected.getJsonObject("q").put("text", plain.fields().get("answer.q.text"));
      }
      assertTaken(expected, type.outcomes(), ada);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scripted")
  void a_type_that_needs_scripts_says_so_without_them(TypeCase type) {
    try (BrowserContext window = chromium.withoutScripts(1440, 900)) {
      Questioning ada = Questioning.sit(AGON, study(type), window);
      assertThat(ada.question("q").getByText("This question needs JavaScript.")).isVisible();
      assertThat(ada.question("q").locator(".with-script")).isHidden();
      ada.person.button("Submit").click();
      assertThat(ada.question("q").locator("[data-error]")).containsText("is needed");
    }
  }

  private static void fill(Page page, String name, String value) {
    Locator fields = page.locator("[name='" + name + "']");
    List<String> values = List.of(value.split(" "));
    for (Locator field : fields.all()) {
      if (isTicked(field)) {
        boolean on = values.contains(field.getAttribute("value"));
        field.evaluate("(box, on) => { box.checked = on; }", on);
      } else {
        field.fill(value);
      }
    }
  }

  private static void assertFilled(Page page, String name, String value) {
    List<String> values = List.of(value.split(" "));
    for (Locator field : page.locator("[name='" + name + "']").all()) {
      if (isTicked(field)) {
        assertThat(field.isChecked())
            .as("%s %s", name, field.getAttribute("value"))
            .isEqualTo(values.contains(field.getAttribute("value")));
      } else {
        assertThat(field).hasValue(value);
      }
    }
  }

  private static boolean isTicked(Locator field) {
    return List.of("radio", "checkbox").contains(String.valueOf(field.getAttribute("type")));
  }

  /** As a browser does that checks no fields by itself. */
  private static void submitAnyway(Page page) {
    page.locator("#ballot").evaluate("form => { form.noValidate = true; }");
    page.locator("[data-submit]").click();
  }

  /** In a window so high that the bar at its foot covers nothing that axe would call too small. */
  private static void assertUsable(Page page) {
    ViewportSize window = page.viewportSize();
    page.setViewportSize(window.width, 3000);
    assertThat(Chromium.violations(page)).isEmpty();
    page.setViewportSize(window.width, window.height);
    assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
  }

  /** A study of the type, with the same texts at the same places of each screen. */
  private static StudyFixture study(TypeCase type) {
    return STUDIES.computeIfAbsent(
        type.type(),
        name -> {
          StudyFixture study = Questioning.study(AGON, type.responses(), type.form());
          study.run(
              """
              update place set presentation = array(select (g % $2 + 1)::smallint from generate_series(1, $2) g)
              where study = $1
              """,
              study.id(), type.responses());
          for (int place = 1; place <= type.responses(); place++) {
            study.run(
                "update response r set text = $3 from generator g where g.id = r.generator and r.study = $1 and g.name = 'g' || $2",
                study.id(),
                String.valueOf(place % type.responses() + 1),
                TypeCases.TEXTS.get(place - 1));
          }
          return study;
        });
  }

  private void assertTaken(TypeCase type, Questioning ada) throws IOException {
    assertTaken(new JsonObject(type.answers()), type.outcomes(), ada);
  }

  /** The answer is stored and exported as it was entered, and its outcomes are what it means. */
  private void assertTaken(JsonObject answers, List<String> outcomes, Questioning ada)
      throws IOException {
    assertThat(untimed(ada.stored())).isEqualTo(answers);
    assertThat(ada.outcomes()).isEqualTo(outcomes);
    Path out = Files.createTempDirectory(folder, "export");
    new Exporter(
            DatabaseAddress.parse(AGON.databaseUrl()),
            Path.of(System.getProperty("agon.home"), "docs", "data-dictionary.md"))
        .writeFolder(ada.person.study.slug(), out);
    JsonObject vote = new JsonObject(Files.readAllLines(out.resolve("votes.jsonl")).getLast());
    assertThat(untimed(vote.getJsonObject("answers"))).isEqualTo(answers);
    assertThat(exportedOutcomes(vote)).isEqualTo(outcomes);
  }

  /** Without the seconds that a note has taken, which nobody enters. */
  private static JsonObject untimed(JsonObject answers) {
    JsonObject copy = answers.copy();
    Object seconds = copy.getJsonObject("q").remove("seconds");
    if (seconds != null) {
      assertThat((Integer) seconds).isBetween(0, 600);
    }
    return copy;
  }

  private static List<String> exportedOutcomes(JsonObject vote) {
    JsonArray shown = vote.getJsonArray("presentation");
    List<String> outcomes = new ArrayList<>();
    for (Object entry : vote.getJsonArray("judgements")) {
      JsonObject judgement = (JsonObject) entry;
      int first = shown.getList().indexOf(judgement.getInteger("first")) + 1;
      int second = shown.getList().indexOf(judgement.getInteger("second")) + 1;
      String sign =
          switch (judgement.getString("outcome")) {
            case "first" -> first < second ? ">" : "<";
            case "second" -> first < second ? "<" : ">";
            case "tie" -> "=";
            default -> "x";
          };
      Integer strength = judgement.getInteger("strength");
      outcomes.add(
          String.format(
              Locale.ROOT,
              "%s %d%s%s%d @%.3f",
              judgement.getString("criterion"),
              Math.min(first, second),
              sign,
              strength == null ? "" : strength,
              Math.max(first, second),
              judgement.getDouble("weight")));
    }
    outcomes.sort(null);
    return outcomes;
  }
}
