package dev.agon.server.comparison;

import dev.agon.server.comparison.SeatStore.Desk;
import dev.agon.server.comparison.SeatStore.LastVote;
import dev.agon.server.comparison.SeatStore.Sample;
import dev.agon.server.http.Access;
import dev.agon.server.http.Answers;
import dev.agon.server.http.Caller;
import dev.agon.server.http.HttpProblem;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The page that shows an annotator a pair and takes the answer, and an admin's preview of it. */
public final class SeatRoutes {
  private static final List<List<Integer>> ORDERS = List.of(List.of(1, 2), List.of(2, 1));

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
    site.get("/admin/studies/:study/preview", Access.ADMIN, this::preview);
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

  private Future<Void> serve(
      RoutingContext context, Seat seat, Desk desk, Optional<LastVote> lastVote) {
    return serving
        .next(seat)
        .compose(
            work -> {
              Map<String, Object> model = model(desk, work);
              lastVote.ifPresent(last -> tell(model, last));
              for (String notice : List.of("lost", "reported", "reopened")) {
                model.put(notice, context.request().getParam(notice) != null);
              }
              return pages.render(context, template(work.getString("state")), model);
            });
  }

  private static void tell(Map<String, Object> model, LastVote last) {
    model.put("saved", last.stands() && !last.withdrawn());
    model.put("withdrawn", last.withdrawn());
    model.put("last", last);
    model.put("undoKey", UUID.randomUUID().toString());
  }

  private Map<String, Object> model(Desk desk, JsonObject work) {
    JsonArray held = work.getJsonArray("assignments");
    Map<String, Object> model = new HashMap<>();
    model.put("study", desk);
    model.put("multiple", desk.criteria().size() > 1);
    model.put("question", desk.asked());
    model.put("key", UUID.randomUUID().toString());
    model.put("seat", data(desk, work));
    if (!held.isEmpty()) {
      model.put("shown", held.getJsonObject(0));
    }
    return model;
  }

  /** What the page's script starts with. */
  private JsonObject data(Desk desk, JsonObject work) {
    JsonArray criteria = new JsonArray();
    desk.criteria().forEach(criterion -> criteria.add(criterion.ordinal()));
    return new JsonObject()
        .put("path", path(desk, ""))
        .put("pseudonym", desk.pseudonym())
        .put("leaseSeconds", desk.leaseSeconds())
        .put("now", Instant.now().toString())
        .put("done", desk.done())
        .put("goal", desk.goal())
        .put("criteria", criteria)
        .put("work", work);
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
    return store
        .sample(context.pathParam("study"))
        .compose(
            found -> {
              Sample sample = found.orElseThrow(HttpProblem::notFound);
              return store.preview(sample.study()).compose(desk -> show(context, desk, sample));
            });
  }

  private Future<Void> show(RoutingContext context, Desk desk, Sample sample) {
    Long comparison = sample.comparison();
    if (comparison == null) {
      return pages.render(context, "seat/empty-preview", Map.of("study", desk));
    }
    List<Integer> order = ORDERS.get(ThreadLocalRandom.current().nextInt(ORDERS.size()));
    return serving
        .sample(comparison, order)
        .compose(
            work -> {
              Map<String, Object> model = model(desk, work);
              model.put("preview", true);
              return pages.render(context, "seat/annotate", model);
            });
  }

  private String path(Desk desk, String rest) {
    return basePath + "/studies/" + desk.slug() + rest;
  }
}
