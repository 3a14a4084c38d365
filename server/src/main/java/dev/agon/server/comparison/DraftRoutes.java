package dev.agon.server.comparison;

import dev.agon.server.comparison.DraftStore.Entered;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.Input;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Takes answers that were begun; they come back with the assignments. */
public final class DraftRoutes {
  private static final int DAY_MS = 86_400_000;

  private final DraftStore store;

  /** Routes over the store of a process. */
  public DraftRoutes(DraftStore store) {
    this.store = store;
  }

  /** Declares the route. */
  public void mount(SiteRouter site) {
    site.post("/studies/:study/assignments/:token/draft", Access.ANNOTATOR, this::write);
  }

  private Future<?> write(RoutingContext context) {
    Caller.Annotator caller = Caller.annotator(context);
    UUID token = Input.parseUuid(context.pathParam("token"));
    if (token == null) {
      throw HttpProblem.notFound();
    }
    Entered entered = entered(Input.of(context));
    return store
        .write(new Seat(caller.study(), caller.id()), token, entered)
        .compose(written -> Answers.json(context, 200, written.orElseThrow(DraftRoutes::notHeld)));
  }

  private static Entered entered(Input input) {
    UUID writer = input.uuid("writer");
    int base = input.number("base", 0, 0, Integer.MAX_VALUE);
    int shownMsAgo = input.number("shown_ms_ago", 0, 0, DAY_MS);
    int activeMs = input.number("active_ms", 0, 0, DAY_MS);
    String note = input.optionalText("note", 4000);
    JsonObject content = new JsonObject();
    JsonObject answers = input.object("answers");
    input.check();
    if (answers != null) {
      content.put("answers", answers);
    }
    if (note != null) {
      content.put("note", note);
    }
    return new Entered(writer, base, content, shownMsAgo, activeMs);
  }

  private static HttpProblem notHeld() {
    return HttpProblem.conflict(
        "lease-lost", "You no longer have this pair, or it has an answer already.");
  }
}
