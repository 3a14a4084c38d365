package dev.agon.server.comparison;

import dev.agon.server.comparison.ReopenedStore.Last;
import dev.agon.server.comparison.draw.Assignment;
import dev.agon.server.comparison.draw.DrawStore;
import dev.agon.server.comparison.draw.DrawStore.Work;
import dev.agon.server.comparison.draw.PairAppearance;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.http.content.Contents;
import dev.agon.server.http.content.Markdown;
import dev.agon.server.http.i18n.TextDirection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an annotator has to do now, with the texts to show, and nothing that tells who wrote them.
 */
public final class Serving {
  private final DrawStore draws;
  private final ContentStore contents;
  private final ReopenedStore reopened;
  private final DraftStore drafts;

  /** What several stores know, put together. */
  public Serving(
      DrawStore draws, ContentStore contents, ReopenedStore reopened, DraftStore drafts) {
    this.draws = draws;
    this.contents = contents;
    this.reopened = reopened;
    this.drafts = drafts;
  }

  /**
   * The annotator's leases as JSON: {@code {"state", "assignments": [...]}}, where the state is one
   * of {@code assigned}, {@code none_right_now}, {@code finished}, {@code not_eligible}, {@code
   * paused}.
   */
  public Future<JsonObject> next(long study, long annotator) {
    return next(new Seat(study, annotator));
  }

  /** The same with what was begun, for a page that starts. */
  Future<JsonObject> resumed(Seat seat) {
    return next(seat)
        .compose(
            work ->
                work.getJsonArray("assignments").isEmpty()
                    ? Future.succeededFuture(work)
                    : drafts.of(seat.annotator()).map(begun -> withDrafts(work, begun)));
  }

  private static JsonObject withDrafts(JsonObject work, Map<UUID, Draft> drafts) {
    for (Object entry : work.getJsonArray("assignments")) {
      JsonObject assignment = (JsonObject) entry;
      Draft draft = drafts.get(UUID.fromString(assignment.getString("token")));
      if (draft != null) {
        assignment.put("draft", draft.json());
      }
    }
    return work;
  }

  Future<JsonObject> next(Seat seat) {
    return draws
        .work(seat)
        .compose(
            work ->
                switch (work) {
                  case Work.Assigned a -> assigned(seat, a.assignments());
                  case Work.NoneRightNow w -> state("none_right_now");
                  case Work.Finished w -> state("finished");
                  case Work.NotEligible w ->
                      state("not_eligible")
                          .map(json -> w.readsNothing() ? json.put("reason", "languages") : json);
                  case Work.Paused w -> state("paused");
                });
  }

  private static Future<JsonObject> state(String state) {
    return Future.succeededFuture(
        new JsonObject().put("state", state).put("assignments", new JsonArray()));
  }

  /** A place whose answer was taken back comes with that answer. */
  private Future<JsonObject> assigned(Seat seat, List<Assignment> held) {
    if (held.stream().noneMatch(a -> a.slot() == 0)) {
      return assigned(held);
    }
    return assigned(held)
        .compose(
            work ->
                reopened
                    .of(seat.annotator())
                    .map(
                        last -> {
                          for (Object entry : work.getJsonArray("assignments")) {
                            addAnswers((JsonObject) entry, last);
                          }
                          return work;
                        }));
  }

  private static void addAnswers(JsonObject assignment, Map<UUID, Last> reopened) {
    Last last = reopened.get(UUID.fromString(assignment.getString("token")));
    if (last != null) {
      assignment.put("answers", last.answers()).put("note", last.note());
    }
  }

  private Future<JsonObject> assigned(List<Assignment> held) {
    return contents
        .of(held.stream().map(Assignment::comparison).toList())
        .compose(
            texts ->
                explanations(held)
                    .map(
                        explained -> {
                          JsonArray list = new JsonArray();
                          held.forEach(a -> list.add(json(a, texts, explained)));
                          return new JsonObject().put("state", "assigned").put("assignments", list);
                        }));
  }

  /** Below the responses, where a condition shows them. */
  private Future<Map<Long, List<Content.Text>>> explanations(List<Assignment> held) {
    Map<Long, String> fields = new HashMap<>();
    for (Assignment assignment : held) {
      PairAppearance appearance = assignment.appearance();
      if (appearance != null && appearance.explanation() != null) {
        fields.put(assignment.comparison(), appearance.explanation());
      }
    }
    return fields.isEmpty() ? Future.succeededFuture(Map.of()) : contents.explanations(fields);
  }

  /** A comparison as if it were assigned under a condition, held by nobody. */
  Future<JsonObject> sample(
      long comparison, List<Integer> presentation, @Nullable String condition) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    UUID nobody = new UUID(0, 0);
    return assigned(
        List.of(
            new Assignment(
                nobody, 1, comparison, presentation, 0, now, now.plusDays(1), condition)));
  }

  private static JsonObject json(
      Assignment assignment, Map<Long, Content> texts, Map<Long, List<Content.Text>> explanations) {
    Content content = texts.get(assignment.comparison());
    if (content == null) {
      throw new IllegalStateException("a comparison without content is given out");
    }
    PairAppearance appearance = assignment.appearance();
    boolean plain = appearance != null && appearance.plain();
    List<Content.Text> explained = explanations.get(assignment.comparison());
    List<JsonObject> responses = new ArrayList<>();
    for (int position : assignment.presentation()) {
      JsonObject response = json(content.responses().get(position - 1), plain);
      if (explained != null && !explained.get(position - 1).text().isBlank()) {
        response.put("explanation", json(explained.get(position - 1), plain));
      }
      responses.add(lettered(response, responses.size()));
    }
    JsonObject json =
        appearance == null ? new JsonObject() : new JsonObject().put("look", appearance.json());
    return json.put("token", assignment.token().toString())
        .put("revision", assignment.revision())
        .put("deadline", assignment.deadline().toString())
        .put("prompt", json(content.prompt(), plain))
        .put("count", responses.size())
        .put("responses", new JsonArray(responses));
  }

  /** As the page calls the response at a place of the screen, counted from 0. */
  private static JsonObject lettered(JsonObject response, int place) {
    return response
        .put("position", place + 1)
        .put("letter", Character.toString('A' + place))
        .put("side", Character.toString('a' + place));
  }

  /** A comparison of texts that no study has, held by nobody. */
  static JsonObject example(String prompt, List<String> responses) {
    List<JsonObject> shown = new ArrayList<>();
    for (String response : responses) {
      shown.add(lettered(json(text(response)), shown.size()));
    }
    JsonObject assignment =
        new JsonObject()
            .put("token", new UUID(0, 0).toString())
            .put("revision", 0)
            .put("deadline", OffsetDateTime.now(ZoneOffset.UTC).plusDays(1).toString())
            .put("prompt", json(text(prompt)))
            .put("count", shown.size())
            .put("responses", new JsonArray(shown));
    return new JsonObject()
        .put("state", "assigned")
        .put("assignments", new JsonArray().add(assignment));
  }

  private static Content.Text text(String text) {
    return new Content.Text(text, Markdown.toSafeHtml(text), "und");
  }

  /** As many responses without texts. */
  static JsonObject blank(int responses) {
    List<JsonObject> blanks = new ArrayList<>();
    for (int k = 0; k < responses; k++) {
      blanks.add(lettered(json(new Content.Text("", "", "und")), k));
    }
    return new JsonObject()
        .put("prompt", json(new Content.Text("", "", "und")))
        .put("count", responses)
        .put("responses", new JsonArray(blanks));
  }

  private static JsonObject json(Content.Text text) {
    return json(text, false);
  }

  private static JsonObject json(Content.Text text, boolean plain) {
    return new JsonObject()
        .put("text", text.text())
        .put("html", plain ? Contents.plain(text.text()) : text.html())
        .put("language", text.language())
        .put("dir", TextDirection.of(text.language()));
  }
}
