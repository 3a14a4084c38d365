package dev.agon.server.http.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ContentsTest {
  static final List<String> HOSTILE = MarkdownTest.HOSTILE;

  private static final Pattern SHELL =
      Pattern.compile(
          "</?(?:div|details|summary|span)(?: (?:class=\"[a-z ]+\"|dir=\"auto\"|open=\"\"|data-role=\"[a-z]+\""
              + "|data-count=\"\\d+\"))*>");
  private static final Set<String> CLASSES =
      Set.of(
          "turns",
          "turn",
          "said",
          "role",
          "name",
          "beginning",
          "earlier",
          "part",
          "step",
          "user",
          "assistant",
          "system",
          "tool",
          "other",
          "thought",
          "action",
          "observation",
          "wrapped",
          "nothing",
          "plain",
          "formula");

  /** What is left without the frame of turns must be as harmless as Markdown. */
  private static void assertHarmless(String html) {
    Matcher classes = Pattern.compile("<(?!code|m)[a-z]+ [^>]*class=\"([^\"]*)\"").matcher(html);
    while (classes.find()) {
      assertThat(CLASSES).containsAll(List.of(classes.group(1).split(" ", -1)));
    }
    MarkdownTest.assertHarmless(
        SHELL.matcher(html).replaceAll("").replace(" class=\"wrapped\"", ""));
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void a_hostile_text_is_harmless_in_every_shape(String hostile) {
    JsonObject turn = new JsonObject().put("content", hostile).put("name", "n" + hostile);
    JsonArray shapes = new JsonArray();
    for (String role : List.of("user", "assistant", "system", "tool", "other")) {
      shapes.add(turn.copy().put("role", role));
    }
    shapes.add(
        new JsonObject()
            .put("role", hostile.substring(0, Math.min(hostile.length(), 60)))
            .put("content", "x"));
    JsonArray steps =
        new JsonArray()
            .add(
                new JsonObject()
                    .put("thought", hostile)
                    .put("action", hostile)
                    .put("observation", hostile))
            .add(new JsonObject().put("action", new JsonObject().put(hostile, hostile)))
            .add(new JsonObject().put("observation", hostile.repeat(200)));
    for (String name :
        List.of(
            shapes.encode(),
            steps.encode(),
            new JsonArray().add(turn.copy().put("role", "user").put("name", "ok")).encode())) {
      String html = Contents.toSafeHtml("", name, "und");
      assertHarmless(html);
      assertHarmless(Contents.sanitised(html));
      assertHarmless(
          Contents.labelled(html, (role, count) -> hostile).replace(EscapedOnce.of(hostile), ""));
    }
    for (String text :
        List.of(
            "\n\nHuman: " + hostile + "\n\nAssistant: " + hostile,
            "<|im_start|>user\n" + hostile + "<|im_end|>\n<|im_start|>assistant\n" + hostile)) {
      assertHarmless(Contents.toSafeHtml(text, null, "ar"));
    }
    assertHarmless(Contents.sanitised(hostile));
  }

  /** What a hostile word looks like once it is escaped. */
  private static final class EscapedOnce {
    static String of(String text) {
      return com.github.jknack.handlebars.EscapingStrategy.HTML_ENTITY.escape(text).toString();
    }
  }

  @Test
  void a_dialogue_is_bubbles_in_order_whatever_shape_it_came_in() {
    String turns =
        "[{\"role\": \"user\", \"content\": \"*Hi*\"}, {\"role\": \"assistant\", \"content\": \"Ho\"}]";
    String shown = Contents.toSafeHtml("", turns, "en");

    assertThat(shown)
        .isEqualTo(
            "<div class=\"turns\"><div class=\"turn user\"><div class=\"role\"><span data-role=\"user\"></span></div>"
                + "<div class=\"said\" dir=\"auto\"><p><em>Hi</em></p>\n</div></div>"
                + "<div class=\"turn assistant\"><div class=\"role\"><span data-role=\"assistant\"></span></div>"
                + "<div class=\"said\" dir=\"auto\"><p>Ho</p>\n</div></div></div>");
    assertThat(Contents.toSafeHtml("\n\nHuman: *Hi*\n\nAssistant: Ho", null, "en"))
        .isEqualTo(shown);
    assertThat(
            Contents.toSafeHtml(
                "<|im_start|>user\n*Hi*<|im_end|>\n<|im_start|>assistant\nHo", null, "en"))
        .isEqualTo(shown);
    assertThat(Contents.sanitised(shown)).as("once more changes nothing").isEqualTo(shown);
    assertThat(Contents.toSafeHtml("", turns, "ar"))
        .as("a tag that names a direction holds for all of it")
        .doesNotContain("dir=");
    assertThat(Contents.labelled(shown, (role, count) -> "<" + role + ">"))
        .contains("<span data-role=\"user\">&lt;user&gt;</span>");
  }

  @Test
  void steps_can_be_folded_and_long_parts_are_at_first() {
    String html =
        Contents.toSafeHtml(
            "",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("thought", "I *look*")
                        .put("action", new JsonObject().put("tool", "search"))
                        .put("observation", "line_1*\n".repeat(400)))
                .encode(),
            "en");

    assertThat(html)
        .contains(
            "<span data-role=\"step\" data-count=\"1\">",
            "<em>look</em>",
            "class=\"language-json\">")
        .contains(
            "<details class=\"part thought\" open=\"\">",
            "<details class=\"part observation\"><summary>")
        .contains("<pre tabindex=\"0\" class=\"wrapped\">line_1*")
        .contains("<span class=\"beginning\" dir=\"auto\">line_1* line_1*");
  }

  @Test
  void only_the_last_turns_of_a_long_dialogue_are_open() {
    JsonArray turns = new JsonArray();
    for (int k = 0; k < 10; k++) {
      turns.add(
          new JsonObject()
              .put("role", k % 2 == 0 ? "user" : "assistant")
              .put("content", "turn " + k));
    }
    assertThat(Contents.toSafeHtml("", turns.encode(), "en"))
        .containsSubsequence(
            "<details class=\"earlier\">",
            "data-role=\"earlier\" data-count=\"6\"",
            "turn 0",
            "turn 5",
            "</details>",
            "turn 6",
            "turn 9");
  }

  @Test
  void what_others_wrote_beside_the_turns_is_not_shown() {
    String html =
        Contents.toSafeHtml(
            "",
            "[{\"role\": \"assistant\", \"content\": \"Hi\", \"name\": \"secret-7b\", \"model\": \"secret-7b\", \"id\": 7}]",
            "en");
    assertThat(html).contains("Hi").doesNotContain("secret");
  }

  @Test
  void a_plain_text_stays_plain_and_damaged_turns_are_shown_as_text() {
    assertThat(Contents.toSafeHtml("*Hi*", null, "en")).isEqualTo("<p><em>Hi</em></p>\n");
    assertThat(Contents.toSafeHtml("all of it", "[7]", "en")).isEqualTo("<p>all of it</p>\n");
  }

  @Test
  void stays_fast_with_very_many_turns() {
    String text = "\n\nHuman: hi\n\nAssistant: ho".repeat(900);
    Contents.toSafeHtml(text, null, "en");
    long started = nanos();
    Contents.sanitised(Contents.toSafeHtml(text, null, "en"));
    assertThat(Duration.ofNanos(nanos() - started)).isLessThan(Duration.ofSeconds(3));
  }

  /** Processor time of this thread, which other work on the machine does not lengthen. */
  private static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
