package dev.agon.server.study;

import dev.agon.server.config.ServerConfig;
import dev.agon.server.core.Study;
import dev.agon.server.core.StudyState;
import dev.agon.server.http.Audit;
import dev.agon.server.http.Pages;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the routes of the admin's pages about studies have in common. */
public final class DeskRoutes {
  /** What studies are called in paths. */
  public static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private static final int VERSION_DIGITS = 9;

  private final StudyStore studies;
  private final Pages pages;
  private final Audit audit;
  private final ServerConfig config;

  /** A desk of one installation. */
  public DeskRoutes(StudyStore studies, Pages pages, Audit audit, ServerConfig config) {
    this.studies = studies;
    this.pages = pages;
    this.audit = audit;
    this.config = config;
  }

  /** The study that the path names. */
  public Future<Study> study(RoutingContext context) {
    String slug = context.pathParam("study");
    if (!SLUG.matcher(slug).matches()) {
      throw HttpProblem.notFound();
    }
    return studies.find(slug).map(study -> study.orElseThrow(HttpProblem::notFound));
  }

  public PostedForm form(RoutingContext context) {
    return pages.form(context);
  }

  /** Answers with a page about a study; {@code tab} names the part of it. */
  public Future<Void> show(
      RoutingContext context, int status, String tab, Study study, Record model) {
    return show(context, status, tab, study, model, Step.ofTab(tab).orElse(null));
  }

  /** The same for a page that belongs to a step by more than its name. */
  public Future<Void> show(
      RoutingContext context,
      int status,
      String tab,
      Study study,
      Record model,
      @Nullable Step step) {
    Map<String, Object> frame = done(context);
    frame.put("study", head(context, study));
    frame.put("tab", tab);
    return guide(study, step)
        .onSuccess(guide -> guide.ifPresent(way -> frame.put("guide", way)))
        .compose(guide -> pages.render(context, status, "study/" + tab, frame, model));
  }

  /** What is missing of a draft; empty for a study that was published. */
  private Future<Optional<Guide>> guide(Study study, @Nullable Step step) {
    return study.state() == StudyState.DRAFT
        ? studies
            .hasComparisons(study.id())
            .map(any -> Optional.of(Guide.of(study.settings(), any, step)))
        : Future.succeededFuture(Optional.empty());
  }

  /** Answers with a page about no study in particular. */
  public Future<Void> show(RoutingContext context, int status, String page, Record model) {
    return pages.render(context, status, "study/" + page, done(context), model);
  }

  /** What was done before, if anything. */
  private Map<String, Object> done(RoutingContext context) {
    Map<String, Object> frame = new HashMap<>();
    String done = context.request().getParam("done");
    if (done != null && pages.messages().has("study.done." + done)) {
      frame.put("done", done);
    }
    return frame;
  }

  /** What the head of a study's pages shows, for pages of other features. */
  public Object head(RoutingContext context, Study study) {
    return StudyView.of(study, path -> address(context, path));
  }

  /** 422 or another refusal: the page with the form again, or the problem for a program. */
  public Future<Void> again(RoutingContext context, PostedForm form, Supplier<Future<Void>> page) {
    if (!Answers.wantsHtml(context)) {
      form.require();
    }
    return page.get();
  }

  /** 303 to a page of a study, which then says what was done. */
  public Future<Void> back(RoutingContext context, Study study, String page, String done) {
    String mark = page.contains("?") ? "&" : "?";
    return redirect(context, "/admin/studies/" + study.slug() + page + mark + "done=" + done);
  }

  /** 303 to a path without the base path. */
  public Future<Void> redirect(RoutingContext context, String path) {
    return Answers.seeOther(context, config.basePath() + path);
  }

  /** Writes down what the calling admin did. */
  public Future<Void> note(
      RoutingContext context, String action, @Nullable Long study, JsonObject detail) {
    return audit.record(Caller.admin(context).name(), action, study, detail);
  }

  /** As the admin's own browser reaches a path, unless a public address is configured. */
  private String address(RoutingContext context, String path) {
    HostAndPort authority = context.request().authority();
    if (config.publicUrl() != null || authority == null) {
      return config.url(path);
    }
    return context.request().scheme() + "://" + authority + config.basePath() + path;
  }

  /** The version of a study that a form was filled in for. */
  public static int version(PostedForm form) {
    String version = form.raw("version");
    if (!version.matches("[0-9]{1," + VERSION_DIGITS + "}")) {
      throw HttpProblem.invalid("version", "must be the version that was shown");
    }
    return Integer.parseInt(version);
  }

  /** A number in a path. */
  public static long id(RoutingContext context, String name) {
    String text = context.pathParam(name);
    if (!text.matches("[0-9]{1,18}")) {
      throw HttpProblem.notFound();
    }
    return Long.parseLong(text);
  }

  public static @Nullable String query(RoutingContext context, String name) {
    String value = context.request().getParam(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
