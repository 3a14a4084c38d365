package dev.agon.tests.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Language tags on their way from a file over the annotator's page into an export. */
class LanguageTagsTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final List<String> RIGHT_TO_LEFT =
      List.of("ar", "he", "fa", "ur", "az-Arab", "ku-Arab", "pa-Arab", "ps", "ckb", "yi");
  private static final List<String> BY_SCRIPT =
      List.of("zh-Hans", "zh-Hant", "ku-Latn", "sr-Cyrl", "sr-Latn");
  private static final List<String> OTHERS =
      List.of("en", "de", "fr", "pa", "hi", "ja", "ko", "ru", "pt-BR", "th", "vi");
  private static final Pattern SHOWN = Pattern.compile("lang=\"([^\"]+)\" dir=\"([a-z]+)\"");

  @TempDir Path folder = Path.of("");

  private static Map<String, String> directions() {
    Map<String, String> directions = new TreeMap<>();
    RIGHT_TO_LEFT.forEach(tag -> directions.put(tag, "rtl"));
    BY_SCRIPT.forEach(tag -> directions.put(tag, "ltr"));
    OTHERS.forEach(tag -> directions.put(tag, "auto"));
    return directions;
  }

  private void agon(String... arguments) throws IOException, InterruptedException {
    AgonCommand command =
        AgonCommand.run(folder, "256m", DatabaseAddress.parse(AGON.databaseUrl()), arguments);
    assertThat(command.code()).as(command.err()).isZero();
  }

  private JsonObject post(StudyFixture study, String token, String path, JsonObject body) {
    HttpRequest.Builder request =
        AGON.request("/studies/" + study.slug() + path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
    return new JsonObject(AGON.send(request).body());
  }

  private Map<String, String> shown(StudyFixture study, String token) {
    HttpRequest.Builder request =
        AGON.request("/studies/" + study.slug() + "/annotate")
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/html");
    Map<String, String> shown = new TreeMap<>();
    Matcher matcher =
        SHOWN.matcher(
            AGON.send(request).body().replaceAll("(?s)<div popover id=\"languages.*", ""));
    while (matcher.find()) {
      shown.put(matcher.group(1), matcher.group(2));
    }
    return shown;
  }

  @Test
  void twenty_six_tags_come_back_as_they_were_and_each_page_says_language_and_direction()
      throws IOException, InterruptedException {
    Map<String, String> directions = directions();
    assertThat(directions).hasSize(26);
    StringBuilder rows = new StringBuilder();
    directions
        .keySet()
        .forEach(
            tag ->
                rows.append(
                        new JsonObject()
                            .put("prompt_id", tag)
                            .put("prompt", "Prompt in " + tag)
                            .put("language", tag)
                            .put("responses", new JsonObject().put("a", "one").put("b", "two"))
                            .encode())
                    .append('\n'));
    Path file = Files.writeString(folder.resolve("rows.jsonl"), rows);
    agon("import", file.toString(), "--study=tongues", "--create", "--kind=prompts", "--overlap=1");
    StudyFixture study =
        new StudyFixture(
            AGON.pool(),
            StudyFixture.await(
                    AGON.pool()
                        .query(
                            "update study set state = 'running', published_at = now()"
                                + " where slug = 'tongues' returning id")
                        .execute())
                .iterator()
                .next()
                .getLong(0),
            "tongues");
    study.run(
        "insert into study_version (study, version, settings) values ($1, 1, '{}') on conflict do nothing",
        study.id());
    assertThat(study.text("select language || reading_level from study where id = $1", study.id()))
        .as("its own language is unknown, and annotators get what they read well")
        .isEqualTo("und2");
    long reader = study.annotator("polyglot");
    study.run("insert into annotator_language (annotator, tag, level) values ($1, '*', 3)", reader);
    String token = AGON.token(study, reader);

    Map<String, String> onPages = new TreeMap<>();
    Map<String, String> inAnswers = new TreeMap<>();
    for (int k = 0; k < directions.size(); k++) {
      JsonObject work = post(study, token, "/assignments", new JsonObject());
      JsonObject held = work.getJsonArray("assignments").getJsonObject(0);
      JsonObject prompt = held.getJsonObject("prompt");
      inAnswers.put(prompt.getString("language"), prompt.getString("dir"));
      shown(study, token)
          .forEach(
              (tag, direction) -> {
                if (tag.equals(prompt.getString("language"))) {
                  onPages.put(tag, direction);
                }
              });
      post(
          study,
          token,
          "/votes",
          new JsonObject()
              .put("assignment", held.getString("token"))
              .put("replaces", 0)
              .put("choice", "tie"));
    }
    assertThat(inAnswers).isEqualTo(directions);
    assertThat(onPages).isEqualTo(directions);

    agon("export", "tongues", "--output=" + folder.resolve("out"));
    assertThat(exported("prompts.jsonl")).isEqualTo(directions.keySet());
    assertThat(exported("responses.jsonl")).isEqualTo(directions.keySet());
  }

  private Set<String> exported(String name) throws IOException {
    Set<String> tags = new TreeSet<>();
    for (String line : Files.readAllLines(folder.resolve("out").resolve(name))) {
      JsonNode row = new ObjectMapper().readTree(line);
      assertThat(row.path("language").asText()).isEqualTo(row.path("prompt_id").asText());
      tags.add(row.path("language").asText());
    }
    return tags;
  }
}
