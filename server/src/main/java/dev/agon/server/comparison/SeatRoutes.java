package dev.agon.server.comparison;

import dev.agon.question.form.Form;
import dev.agon.question.form.FormException;
import dev.agon.server.comparison.SeatStore.Desk;
import dev.agon.server.comparison.SeatStore.LastVote;
import dev.agon.server.comparison.SeatStore.Sample;
import dev.agon.server.comparison.SeatView.Notices;
import dev.agon.server.comparison.SeatWork.Place;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.http.Framing;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The page that shows an annotator a pair and takes the answer, and an admin's preview of it. */
public final class SeatRoutes {
  private static final int MOST_RESPONSES = 8;
  private static final String WORKER = "/seat-worker.js";

  private final SeatStore store;
  private final Serving serving;
  private final Pages pages;
  private final String basePath;

  /** Routes over the stores of a process. */
  public SeatRoutes(SeatStore store, Serving serving, Pages pages, String basePath) {
    this.store = store;
    this.serving = serving;
    this.pages = pages;
    this.basePath = basePath;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get("/studies/:study/annotate", Access.ANNOTATOR, this::annotate);
    site.get("/studies/:study/questions", Access.ANNOTATOR, this::questions);
    site.get("/admin/studies/:study/preview", Access.ADMIN, this::preview);
    site.post("/admin/studies/:study/preview", Access.ADMIN, this::tryOut);
  }

  private Future<?> annotate(RoutingContext context) {
    Caller.Annotator caller = Caller.annotator(context);
    Seat seat = new Seat(caller.study(), caller.id());
    return store
        .desk(seat)
        .compose(
            desk ->
                desk.consentNeeded()
                    ? Answers.seeOther(context, path(desk, "/consent"))
                    : lastVote(context, seat).compose(last -> serve(context, seat, desk, last)));
  }

  private Future<Optional<LastVote>> lastVote(RoutingContext context, Seat seat) {
    String number = context.request().getParam("saved");
    return number == null || !number.matches("[0-9]{1,18}")
        ? Future.succeededFuture(Optional.empty())
        : store.vote(seat, Long.parseLong(number));
  }

  private record Questions(List<SeatQuestion> questions) {}

  private record Empty(Desk study) {}

  private Future<Void> serve(
      RoutingContext context, Seat seat, Desk desk, Optional<LastVote> lastVote) {
    return serving
        .resumed(seat)
        .compose(
            work -> {
              // The worker keeps only a page with a pair on it.
              context.response().putHeader("Agon-Seat", work.state());
              return pages.render(
                  context,
                  template(work.state()),
                  view(desk, work, false).told(notices(context, lastVote.orElse(null))));
            });
  }

  private static Notices notices(RoutingContext context, @Nullable LastVote last) {
    MultiMap asked = context.queryParams();
    return new Notices(
        last != null && last.stands() && !last.withdrawn(),
        last != null && last.withdrawn(),
        last,
        UUID.randomUUID().toString(),
        asked.contains("lost"),
        asked.contains("final"),
        asked.contains("reported"),
        asked.contains("reopened"),
        List.of());
  }

  /** Shows an assignment again with what a plain form entered and what is wrong with it. */
  public Future<Void> again(
      RoutingContext context, UUID assignment, JsonObject entered, HttpProblem problem) {
    Caller.Annotator caller = Caller.annotator(context);
    Seat seat = new Seat(caller.study(), caller.id());
    String note = context.request().getFormAttribute("comment");
    RefusedAnswer refused =
        new RefusedAnswer(assignment, entered, note, pages.inLanguage(context, problem).errors());
    return store
        .desk(seat)
        .compose(
            desk ->
                serving
                    .next(seat)
                    .compose(
                        work ->
                            refused
                                .in(work)
                                .map(again -> refused.in(view(desk, again, false)))
                                .map(view -> pages.render(context, 422, "seat/annotate", view))
                                .orElseGet(() -> Future.failedFuture(problem))));
  }

  private SeatView view(Desk desk, SeatWork work, boolean preview) {
    SeatForm form = SeatForm.of(desk);
    Place shown = work.shown();
    JsonObject block = form.block();
    JsonObject current = form.current(shown);
    String why = current == null ? work.reason() : current.getString("reason");
    return new SeatView(
        desk,
        form.title().isBlank() ? desk.asked() : form.title(),
        UUID.randomUUID().toString(),
        data(desk, form, work),
        why == null ? "" : why,
        shown,
        form.asks(),
        form.types(),
        form.asks().equals("several"),
        block,
        block == null ? 0 : block.getInteger("levels", 3),
        current,
        form.asks().equals("questions") ? form.questions(shown, preview) : List.of(),
        preview,
        preview,
        Notices.NONE);
  }

  /** The questions alone, for as many responses as the page has not shown before. */
  private Future<?> questions(RoutingContext context) {
    Caller.Annotator caller = Caller.annotator(context);
    String count = context.request().getParam("responses");
    if (count == null || !count.matches("[2-" + MOST_RESPONSES + "]")) {
      throw HttpProblem.invalid("responses", "must be a number from 2 to " + MOST_RESPONSES);
    }
    Place blank = Serving.blank(Integer.parseInt(count));
    return store
        .desk(new Seat(caller.study(), caller.id()))
        .compose(
            desk ->
                pages.render(
                    context,
                    "seat/questions",
                    new Questions(SeatForm.of(desk).questions(blank, false))));
  }

  /** What the page's script starts with. */
  private SeatView.Data data(Desk desk, SeatForm form, SeatWork work) {
    return new SeatView.Data(
        path(desk, ""),
        basePath + WORKER,
        desk.pseudonym(),
        desk.keys(),
        desk.leaseSeconds(),
        desk.undoSeconds(),
        Instant.now().toString(),
        desk.done(),
        desk.goal(),
        form,
        work);
  }

  private static String template(String state) {
    return switch (state) {
      case "assigned" -> "seat/annotate";
      case "none_right_now" -> "seat/none-right-now";
      case "finished" -> "seat/finished";
      case "not_eligible" -> "seat/not-eligible";
      case "paused" -> "seat/paused";
      default -> throw new IllegalStateException("no page for the state " + state);
    };
  }

  /** Shows an admin what annotators would see; nothing is leased or stored. */
  private Future<?> preview(RoutingContext context) {
    return sample(context)
        .compose(
            sample ->
                store
                    .preview(sample.study())
                    .compose(
                        desk ->
                            sample.comparison() == null
                                ? pages.render(context, "seat/empty-preview", new Empty(desk))
                                : show(context, desk, sample)));
  }

  /** The same with a form that is being written. */
  private Future<?> tryOut(RoutingContext context) {
    Form form;
    try {
      form = Form.parse(pages.form(context).raw("form"));
    } catch (FormException e) {
      throw HttpProblem.invalid(
          e.problems().stream().map(p -> new HttpProblem.Field(p.path(), p.message())).toList());
    }
    Framing.allow(context);
    return sample(context)
        .compose(
            sample ->
                store
                    .preview(sample.study())
                    .compose(desk -> show(context, desk.asking(form), sample)));
  }

  private Future<Sample> sample(RoutingContext context) {
    String condition = context.request().getParam("condition");
    int wanted =
        condition != null && condition.matches("[0-9]{1,3}") ? Integer.parseInt(condition) : 0;
    return store
        .sample(context.pathParam("study"), wanted)
        .map(found -> found.orElseThrow(HttpProblem::notFound));
  }

  private Future<Void> show(RoutingContext context, Desk desk, Sample sample) {
    return work(context, sample)
        .compose(work -> pages.render(context, "seat/annotate", view(desk, work, true)));
  }

  /** One of the study's comparisons in any order, or an example while it has none. */
  private Future<SeatWork> work(RoutingContext context, Sample sample) {
    Long comparison = sample.comparison();
    if (comparison == null) {
      return Future.succeededFuture(
          Serving.example(
              pages.text(context, "preview.sample.prompt"),
              List.of(
                  pages.text(context, "preview.sample.first"),
                  pages.text(context, "preview.sample.second"))));
    }
    List<Integer> order =
        new ArrayList<>(IntStream.rangeClosed(1, sample.responses()).boxed().toList());
    Collections.shuffle(order, ThreadLocalRandom.current());
    return serving.sample(comparison, order, sample.condition());
  }

  private String path(Desk desk, String rest) {
    return basePath + "/studies/" + desk.slug() + rest;
  }
}
