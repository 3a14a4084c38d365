package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.server.http.i18n.Messages;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PagesTest {
  private record Inner(String name, int votes) {}

  private enum Light implements Worded {
    RED;

    @Override
    public String word() {
      return "red";
    }
  }

  private record Signal(Light light) {}

  private final Path webroot;

  PagesTest(@TempDir Path webroot) throws IOException {
    this.webroot = webroot;
    Files.createDirectories(webroot.resolve("templates/partials"));
    Files.createDirectories(webroot.resolve("assets/messages"));
    Files.createDirectories(webroot.resolve("assets/css"));
    Files.writeString(webroot.resolve("assets/css/a.css"), "a{}");
    Files.writeString(
        webroot.resolve("assets/messages/en.json"),
        """
        {"hello": "Hello {0} & {1}", "votes": {"one": "{0} vote", "other": "{0} votes"}}
        """);
    Files.writeString(webroot.resolve("assets/messages/de.json"), "{\"hello\": \"Hallo {0}\"}");
  }

  @Test
  void reads_records_maps_json_and_lists_and_nothing_else() {
    assertThat(render("{{r.name}} {{r.votes}} {{r.hashCode}} {{r.class}}", "r", new Inner("n", 3)))
        .isEqualTo("n 3  ");
    assertThat(
            render(
                "{{#each l}}{{name}},{{/each}}",
                "l",
                List.of(new Inner("a", 1), new Inner("b", 2))))
        .isEqualTo("a,b,");
    JsonObject json =
        new JsonObject().put("a", new JsonArray().add(1).add(new JsonObject().put("b", 2)));
    assertThat(render("{{#each j.a}}{{this.b}};{{/each}}{{j.missing}}", "j", json))
        .isEqualTo(";2;");
    assertThat(render("{{s.bytes}}{{s.length}}", "s", "text")).isEmpty();
  }

  @Test
  void what_has_a_word_is_that_word_in_classes_keys_and_comparisons() {
    assertThat(
            render(
                "{{s.light}} {{concat \"l.\" s.light}} {{#if (eq s.light \"red\")}}stop{{/if}}",
                "s",
                new Signal(Light.RED)))
        .isEqualTo("red l.red stop");
  }

  @ParameterizedTest
  @FieldSource("dev.agon.server.http.content.MarkdownTest#HOSTILE")
  void escapes_hostile_text_in_text_attributes_messages_and_json(String hostile) {
    String html =
        render(
            "<p title=\"{{x}}\">{{x}}</p>{{t \"hello\" x x}}{{t x}}{{url \"/\" x}}", "x", hostile);
    assertThat(html.replace("<p title=\"", "").replace("\">", "").replace("</p>", ""))
        .doesNotContain("<", ">", "\"");
    assertThat(
            render(
                "<script type=\"application/json\">{{json x}}</script>",
                "x",
                new Inner(hostile, 1)))
        .matches("(?s)<script type=\"application/json\">[^<>&]*</script>");
  }

  @Test
  void formats_numbers_times_and_plurals() {
    assertThat(render("{{number x 1}}", "x", 12345.678)).isEqualTo("12,345.7");
    assertThat(render("{{number x}}", "x", 1234567L)).isEqualTo("1,234,567");
    assertThat(render("{{number x 2}}", "x", "no number")).isEmpty();
    assertThat(render("{{t \"votes\" x}}", "x", 1)).isEqualTo("1 vote");
    assertThat(render("{{t \"votes\" x}}", "x", 2000)).isEqualTo("2,000 votes");
    assertThat(render("{{time x}}", "x", Instant.parse("2026-11-21T09:30:15.123Z")))
        .isEqualTo("<time datetime=\"2026-11-21T09:30:15.123Z\">2026-11-21 09:30 UTC</time>");
    assertThat(render("{{time x}}", "x", OffsetDateTime.parse("2026-11-21T10:30:00+01:00")))
        .contains("09:30 UTC");
    assertThat(render("{{time nothing}}", "x", 1)).isEmpty();
  }

  @Test
  void puts_the_base_path_before_our_own_urls() {
    assertThat(render("{{url \"/studies/\" x \"/board\"}}", "x", "s1"))
        .isEqualTo("/base/studies/s1/board");
    assertThat(render("{{asset \"css/a.css\"}}", "x", 1))
        .matches("/base/assets/[0-9a-f]{12}/css/a.css");
    assertThatThrownBy(() -> render("{{asset \"css/none.css\"}}", "x", 1))
        .hasStackTraceContaining("no asset css/none.css");
  }

  @Test
  void speaks_the_reader_s_language_where_it_has_the_text() throws IOException {
    write("page", "{{t \"hello\" x}}|{{t \"votes\" 2}}|{{t \"none\"}}");
    Pages pages = pages(false);
    assertThat(pages.fragment("page", "de", Map.of("x", "Ada")))
        .isEqualTo("Hallo Ada|2 votes|none");
  }

  @Test
  void inherits_a_layout_and_includes_partials() throws IOException {
    write("layout", "[{{#block \"title\"}}none{{/block}}|{{#block \"main\"}}{{/block}}]");
    write("partials/name", "<b>{{name}}{{extra}}</b>");
    write(
        "page",
        "{{#partial \"main\"}}{{#each l}}{{> partials/name extra=(concat \"-\" votes)}}{{/each}}{{/partial}}{{> layout}}");
    assertThat(pages(false).fragment("page", "en", Map.of("l", List.of(new Inner("a", 1)))))
        .isEqualTo("[none|<b>a-1</b>]");
  }

  @Test
  void keeps_templates_and_their_partials_in_memory_unless_told_to_reload() throws IOException {
    write("partials/p", "old");
    write("page", "{{> partials/p}}");
    Pages kept = pages(false);
    Pages reloading = pages(true);
    assertThat(reloading.fragment("page", "en", Map.of())).isEqualTo("old");
    write("partials/p", "new");
    assertThat(kept.fragment("page", "en", Map.of())).isEqualTo("old");
    assertThat(reloading.fragment("page", "en", Map.of())).isEqualTo("new");
  }

  @Test
  void tells_a_wrong_template() throws IOException {
    write("page", "{{nohelper \"x\"}}");
    assertThatThrownBy(() -> pages(false).fragment("page", "en", Map.of()))
        .hasStackTraceContaining("no helper named nohelper");
  }

  @Test
  @Tag("long")
  void renders_a_table_of_hundreds_of_rows_in_a_few_milliseconds() throws IOException {
    write("page", "{{#each l}}<tr><td>{{name}}</td><td>{{number votes 1}}</td></tr>{{/each}}");
    Pages pages = pages(false);
    List<Inner> rows = IntStream.range(0, 300).mapToObj(i -> new Inner("g" + i, i)).toList();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long started = System.nanoTime();
      pages.fragment("page", "en", Map.of("l", rows));
      best = Math.min(best, System.nanoTime() - started);
    }
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(20));
  }

  @Test
  void has_a_text_for_every_key_that_our_own_templates_name() throws IOException {
    Messages messages = Messages.read(TestSite.WEBROOT.resolve("assets/messages"));
    Pattern key = Pattern.compile("[{(]\\s*t \"([^\"]+)\"");
    Map<String, TreeSet<String>> missing = new HashMap<>();
    for (Path template : ourTemplates()) {
      Matcher found = key.matcher(Files.readString(template));
      while (found.find()) {
        if (!messages.has(found.group(1))) {
          missing
              .computeIfAbsent(template.getFileName().toString(), t -> new TreeSet<>())
              .add(found.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void has_no_template_that_the_content_security_policy_or_escaping_would_break()
      throws IOException {
    for (Path template : ourTemplates()) {
      assertThat(Files.readString(template))
          .as(template.toString())
          .doesNotContain("{{{", "{{&", "<style", " style=", "javascript:")
          .doesNotContainPattern("\\son[a-z]+=")
          .doesNotContainPattern("<script(?![^>]*(src=|type=\"application/json\"))");
    }
  }

  private static List<Path> ourTemplates() throws IOException {
    try (Stream<Path> files = Files.walk(TestSite.WEBROOT.resolve("templates"))) {
      return files.filter(f -> f.toString().endsWith(".hbs")).toList();
    }
  }

  private String render(String template, String name, Object value) {
    try {
      write("page", template);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return pages(false).fragment("page", "en", Map.of(name, value));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(webroot.resolve("templates/" + name + ".hbs"), text);
  }

  private Pages pages(boolean reloads) {
    return new Pages(webroot, "/base", new Assets(webroot.resolve("assets"), false), reloads);
  }
}
