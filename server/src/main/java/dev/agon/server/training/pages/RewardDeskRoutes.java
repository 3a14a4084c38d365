package dev.agon.server.training.pages;

import dev.agon.server.http.Audit;
import dev.agon.server.http.Pages;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the routes of the admin's pages about reward models have in common. */
public final class RewardDeskRoutes {
  /**
   * The study that a path names, with the head of its pages.
   *
   * @param head what the template {@code study/head} shows
   */
  public record Frame(long id, String slug, Object head) {}

  private final Function<RoutingContext, Future<Frame>> frames;
  private final Pages pages;
  private final Audit audit;
  private final String basePath;

  /**
   * A desk of one installation.
   *
   * @param frames finds the study of a path; fails with 404 without one
   */
  public RewardDeskRoutes(
      Function<RoutingContext, Future<Frame>> frames, Pages pages, Audit audit, String basePath) {
    this.frames = frames;
    this.pages = pages;
    this.audit = audit;
    this.basePath = basePath;
  }

  Future<Frame> study(RoutingContext context) {
    return frames.apply(context);
  }

  PostedForm form(RoutingContext context) {
    return pages.form(context);
  }

  /** Answers with a page about a study's reward models. */
  Future<Void> show(RoutingContext context, int status, String page, Frame study, Record model) {
    Map<String, Object> frame = new HashMap<>();
    frame.put("study", study.head());
    frame.put("tab", "rewards");
    String done = context.request().getParam("done");
    if (done != null && pages.messages().has("training.done." + done)) {
      frame.put("rewardDone", done);
    }
    return pages.render(context, status, "training/" + page, frame, model);
  }

  /** 422: the page with the form again, or the problem for a program. */
  Future<Void> again(RoutingContext context, PostedForm form, Supplier<Future<Void>> page) {
    if (!Answers.wantsHtml(context)) {
      form.require();
    }
    return page.get();
  }

  /** 303 to a page below the study's reward models, which then says what was done. */
  Future<Void> back(RoutingContext context, Frame study, String page, String done) {
    return Answers.seeOther(
        context, basePath + "/admin/studies/" + study.slug() + "/rewards" + page + "?done=" + done);
  }

  /** Writes down what the calling admin did. */
  Future<Void> note(RoutingContext context, String action, Frame study, JsonObject detail) {
    return audit.record(Caller.admin(context).name(), action, study.id(), detail);
  }

  /** A number in a path. */
  static long id(RoutingContext context, String name) {
    String text = context.pathParam(name);
    if (!text.matches("[0-9]{1,18}")) {
      throw HttpProblem.notFound();
    }
    return Long.parseLong(text);
  }

  /** A version in a path or a query. */
  static int version(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw HttpProblem.notFound();
    }
    return Integer.parseInt(text);
  }
}
