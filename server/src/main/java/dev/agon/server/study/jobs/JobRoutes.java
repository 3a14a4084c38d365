package dev.agon.server.study.jobs;

import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.Sse;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.job.Job;
import dev.agon.server.job.JobStore;
import dev.agon.server.job.JobView;
import dev.agon.server.study.DeskRoutes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs of every kind: a list of them, one document, live progress, and their end by hand. */
public final class JobRoutes {
  private static final String PATH = "/admin/jobs";
  private static final int SHOWN = 50;

  private final DeskRoutes desk;
  private final JobStore store;
  private final JobFeed feed;
  private final Sse sse;

  /** Routes over the jobs. */
  public JobRoutes(DeskRoutes desk, JobStore store, JobFeed feed, Sse sse) {
    this.desk = desk;
    this.store = store;
    this.feed = feed;
    this.sse = sse;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.ADMIN, this::list);
    site.get(PATH + "/:job", Access.ADMIN, this::show);
    site.get(PATH + "/:job/events", Access.ADMIN, this::events);
    site.postNothing(PATH + "/:job/cancel", Access.ADMIN, this::cancel);
  }

  /** A job in the list; page is where it is shown. */
  record Line(JobView job, @Nullable String studyName, String page) {
    static Line of(Job job) {
      // An import of a new study is of none yet, but knows what it will be called.
      String name = job.studyName() == null ? job.parameters().getString("name") : job.studyName();
      return new Line(JobView.of(job), name, JobRoutes.page(job));
    }
  }

  /** The list; older is the number before which there are more, null where there are none. */
  private record Page(List<Line> jobs, @Nullable Long older) {}

  /** Where a job of each kind is shown. */
  private static String page(Job job) {
    String study = "/admin/studies/" + job.slug();
    return switch (job.kind()) {
      case "import" -> "/admin/imports/" + job.id();
      case "training" -> study + "/rewards";
      case "export" -> study + "/exports";
      case "analysis" -> study + "/analyses/" + job.id();
      default -> PATH;
    };
  }

  private Future<?> list(RoutingContext context) {
    String before = DeskRoutes.query(context, "before");
    if (before != null && !before.matches("[0-9]{1,18}")) {
      throw HttpProblem.invalid("before", "must be the number of a job");
    }
    return store
        .recent(SHOWN + 1, before == null ? null : Long.valueOf(before))
        .compose(
            found -> {
              List<Line> lines = found.stream().limit(SHOWN).map(Line::of).toList();
              Long older = found.size() > SHOWN ? Long.valueOf(lines.getLast().job().id()) : null;
              return desk.show(context, 200, "jobs", new Page(lines, older));
            });
  }

  private Future<Job> job(RoutingContext context) {
    return store
        .find(DeskRoutes.id(context, "job"))
        .map(job -> job.orElseThrow(HttpProblem::notFound));
  }

  private Future<?> show(RoutingContext context) {
    return job(context)
        .compose(
            job ->
                Answers.wantsHtml(context)
                    ? desk.redirect(context, page(job))
                    : Answers.json(context, 200, JobView.of(job).document()));
  }

  private Future<?> events(RoutingContext context) {
    Caller opener = Caller.of(context);
    return job(context)
        .compose(
            job -> {
              Sse.Message now = JobFeed.message(job);
              Sse.Right right = new Sse.Right(null, () -> still(context, opener), now);
              return sse.open(context, new Sse.Stream(JobFeed.topic(job.id()), "jobs", right), now)
                  .onSuccess(opened -> feed.watch(job));
            });
  }

  /** Whether a reader is still who they were. */
  private static Future<Boolean> still(RoutingContext context, Caller opener) {
    return Caller.again(context).map(opener::equals);
  }

  private Future<?> cancel(RoutingContext context) {
    return job(context)
        .compose(
            job ->
                store
                    .cancel(job.id())
                    .compose(
                        open -> {
                          if (!open) {
                            throw HttpProblem.conflict(
                                "job-ended", "This job has ended in the meantime.");
                          }
                          return desk.note(
                              context,
                              "job.cancelled",
                              job.study(),
                              new JsonObject().put("job", job.id()).put("kind", job.kind()));
                        })
                    .compose(noted -> desk.redirect(context, page(job))));
  }
}
