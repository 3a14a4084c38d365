package dev.agon.server.comparison;

import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.http.RateLimiter;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.Input;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.UUID;

/** Draws, extends, skips and gives back assignments; takes reports of problems. */
public final class AssignmentRoutes {
  /** Reports of one annotator, which an admin has to read. */
  private final RateLimiter reports = new RateLimiter(30, Duration.ofSeconds(20));

  private final AssignmentStore store;
  private final Serving serving;
  private final String basePath;

  public AssignmentRoutes(AssignmentStore store, Serving serving, String basePath) {
    this.store = store;
    this.serving = serving;
    this.basePath = basePath;
  }

  public void mount(SiteRouter site) {
    site.postNothing("/studies/:study/assignments", Access.ANNOTATOR, this::draw);
    site.postNothing("/studies/:study/assignments/extend", Access.ANNOTATOR, this::extend);
    site.post("/studies/:study/assignments/:token/skip", Access.ANNOTATOR, this::skip);
    site.postNothing("/studies/:study/assignments/:token/release", Access.ANNOTATOR, this::release);
    site.post("/studies/:study/reports", Access.ANNOTATOR, this::report);
  }

  private Future<?> draw(RoutingContext context) {
    Seat seat = seat(context);
    return serving
        .resumed(seat)
        .compose(work -> store.progress(seat).map(work::with))
        .compose(work -> Answers.json(context, 200, work));
  }

  /**
   * @param extended whether anything is held
   */
  private record Extended(boolean extended) {}

  private Future<?> extend(RoutingContext context) {
    return store
        .extend(seat(context))
        .compose(done -> Answers.json(context, 200, new Extended(done)));
  }

  private Future<?> skip(RoutingContext context) {
    Seat seat = seat(context);
    Input input = Input.of(context);
    String reason = input.optionalText("reason", 1000);
    input.check();
    return store
        .skip(seat, token(context), reason == null ? "" : reason)
        .compose(done -> done ? after(context, input, seat) : lost());
  }

  private Future<?> release(RoutingContext context) {
    return store
        .release(seat(context), token(context))
        .compose(done -> done ? Answers.nothing(context) : lost());
  }

  private Future<?> report(RoutingContext context) {
    Input input = Input.of(context);
    UUID token = input.optionalUuid("assignment");
    String text = input.text("text", 4000);
    input.check();
    reports.check(Long.toString(Caller.annotator(context).id()));
    return store
        .report(seat(context), token, text)
        .compose(
            done ->
                input.isForm()
                    ? Answers.seeOther(context, page(context) + "?reported=1")
                    : Answers.nothing(context));
  }

  /** A program gets its next work, a plain form the page again. */
  private Future<?> after(RoutingContext context, Input input, Seat seat) {
    return input.isForm()
        ? Answers.seeOther(context, page(context))
        : serving.next(seat).compose(work -> Answers.json(context, 200, work));
  }

  private String page(RoutingContext context) {
    return basePath + "/studies/" + Caller.annotator(context).slug() + "/annotate";
  }

  private static <T> Future<T> lost() {
    return Future.failedFuture(
        HttpProblem.conflict("lease-lost", "You no longer have this pair: here is the next."));
  }

  private static UUID token(RoutingContext context) {
    UUID token = Input.parseUuid(context.pathParam("token"));
    if (token == null) {
      throw HttpProblem.notFound();
    }
    return token;
  }

  private static Seat seat(RoutingContext context) {
    Caller.Annotator caller = Caller.annotator(context);
    return new Seat(caller.study(), caller.id());
  }
}
