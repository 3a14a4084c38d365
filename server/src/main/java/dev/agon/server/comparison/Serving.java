package dev.agon.server.comparison;

import dev.agon.server.comparison.DrawStore.Work;
import dev.agon.server.http.TextDirection;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What an annotator has to do now, with the texts to show, and nothing that tells who wrote them.
 */
public final class Serving {
  private final DrawStore draws;
  private final ContentStore contents;

  public Serving(DrawStore draws, ContentStore contents) {
    this.draws = draws;
    this.contents = contents;
  }

  /**
   * The annotator's leases as JSON: {@code {"state", "assignments": [...]}}, where the state is one
   * of {@code assigned}, {@code none_right_now}, {@code finished}, {@code not_eligible}, {@code
   * paused}.
   */
  public Future<JsonObject> next(long study, long annotator) {
    return next(new Seat(study, annotator));
  }

  Future<JsonObject> next(Seat seat) {
    return draws
        .work(seat)
        .compose(
            work ->
                switch (work) {
                  case Work.Assigned a -> assigned(a.assignments());
                  case Work.NoneRightNow w -> state("none_right_now");
                  case Work.Finished w -> state("finished");
                  case Work.NotEligible w -> state("not_eligible");
                  case Work.Paused w -> state("paused");
                });
  }

  private static Future<JsonObject> state(String state) {
    return Future.succeededFuture(
        new JsonObject().put("state", state).put("assignments", new JsonArray()));
  }

  private Future<JsonObject> assigned(List<Assignment> held) {
    return contents
        .of(held.stream().map(Assignment::comparison).toList())
        .map(
            texts -> {
              JsonArray list = new JsonArray();
              held.forEach(a -> list.add(json(a, texts)));
              return new JsonObject().put("state", "assigned").put("assignments", list);
            });
  }

  /** A comparison as if it were assigned, held by nobody. */
  Future<JsonObject> sample(long comparison, List<Integer> presentation) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    Assignment none =
        new Assignment(new UUID(0, 0), 1, comparison, presentation, 0, now, now.plusDays(1));
    return assigned(List.of(none));
  }

  private static JsonObject json(Assignment assignment, Map<Long, Content> texts) {
    Content content = texts.get(assignment.comparison());
    if (content == null) {
      throw new IllegalStateException("a comparison without content is leased");
    }
    List<JsonObject> responses = new ArrayList<>();
    for (int position : assignment.presentation()) {
      responses.add(json(content.responses().get(position - 1)));
    }
    return new JsonObject()
        .put("token", assignment.token().toString())
        .put("revision", assignment.revision())
        .put("deadline", assignment.deadline().toString())
        .put("prompt", json(content.prompt()))
        .put("responses", new JsonArray(responses));
  }

  private static JsonObject json(Content.Text text) {
    return new JsonObject()
        .put("text", text.text())
        .put("html", text.html())
        .put("language", text.language())
        .put("dir", TextDirection.of(text.language()));
  }
}
