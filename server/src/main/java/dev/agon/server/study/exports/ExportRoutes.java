package dev.agon.server.study.exports;

import dev.agon.server.core.Study;
import dev.agon.server.exchange.export.ExportChoices;
import dev.agon.server.exchange.export.ExportFormat;
import dev.agon.server.exchange.export.ExportFormats;
import dev.agon.server.exchange.export.ExportOption;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.job.JobFailed;
import dev.agon.server.job.JobRun;
import dev.agon.server.job.JobTask;
import dev.agon.server.job.JobView;
import dev.agon.server.job.JobWork;
import dev.agon.server.job.Jobs;
import dev.agon.server.job.NewJob;
import dev.agon.server.study.DeskRoutes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page of formats that a study is exported in, and the files. */
public final class ExportRoutes {
  private static final String PATH = "/admin/studies/:study/export";
  private static final String KIND = "export";
  private static final int SHOWN = 10;

  private final DeskRoutes desk;
  private final ExportThreads threads;
  private final Jobs jobs;
  private final String node;

  /**
   * Routes over what exports.
   *
   * @param node the name of this process among workers: an export is done by the one that sends it
   */
  public ExportRoutes(DeskRoutes desk, ExportThreads threads, Jobs jobs, String node) {
    this.desk = desk;
    this.threads = threads;
    this.jobs = jobs;
    this.node = node;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(PATH + "s", Access.ADMIN, this::show);
    site.get(PATH, Access.ADMIN, this::download);
  }

  /**
   * A format on the page.
   *
   * @param options names of what can be chosen, in lower case
   */
  record Shown(String name, String ending, Set<String> options) {
    static Shown of(ExportFormat format) {
      return new Shown(
          format.name(),
          format.ending(),
          format.options().stream().map(ExportRoutes::parameter).collect(Collectors.toSet()));
    }
  }

  private record Page(List<Shown> formats, List<JobView> exports) {}

  private static String parameter(ExportOption option) {
    return option.flag().substring(2);
  }

  private Future<?> show(RoutingContext context) {
    List<Shown> formats = ExportFormats.ALL.stream().map(Shown::of).toList();
    return desk.study(context)
        .compose(
            study ->
                jobs.store()
                    .last(study.id(), KIND, SHOWN)
                    .map(last -> last.stream().map(JobView::of).toList())
                    .compose(
                        last ->
                            desk.show(context, 200, "exports", study, new Page(formats, last))));
  }

  private Future<?> download(RoutingContext context) {
    String name = context.request().getParam("as", ExportFormats.AGON.name());
    ExportFormat format =
        ExportFormats.find(name)
            .orElseThrow(
                () -> HttpProblem.invalid("as", "must be one of " + ExportFormats.names()));
    ExportChoices choices = choices(context, format);
    return desk.study(context)
        .compose(
            study ->
                context.request().method().equals(HttpMethod.HEAD)
                    ? head(context.response(), study, format).end()
                    : export(context, study, format, choices));
  }

  private Future<Void> export(
      RoutingContext context, Study study, ExportFormat format, ExportChoices choices) {
    JsonObject detail = new JsonObject().put("as", format.name());
    return desk.note(context, "study.exported", study.id(), detail)
        .compose(noted -> add(context, study, format, choices))
        .compose(job -> send(context, job, study, format, choices));
  }

  private static HttpServerResponse head(
      HttpServerResponse response, Study study, ExportFormat format) {
    return response
        .setChunked(true)
        .putHeader("Content-Type", format.mediaType())
        .putHeader("Cache-Control", "no-store")
        .putHeader(
            "Content-Disposition",
            "attachment; filename=\"" + study.slug() + format.ending() + "\"");
  }

  private static ExportChoices choices(RoutingContext context, ExportFormat format) {
    @Nullable String annotator = DeskRoutes.query(context, parameter(ExportOption.ANNOTATOR));
    boolean mark = DeskRoutes.query(context, parameter(ExportOption.BOM)) != null;
    ExportChoices choices = new ExportChoices(annotator, mark);
    for (ExportOption option : choices.used()) {
      if (!format.options().contains(option)) {
        throw HttpProblem.invalid(parameter(option), "says nothing to " + format.name());
      }
    }
    return choices;
  }

  private Future<Long> add(
      RoutingContext context, Study study, ExportFormat format, ExportChoices choices) {
    JsonObject parameters =
        new JsonObject()
            .put("as", format.name())
            .put("options", choices.used().stream().map(ExportRoutes::parameter).toList());
    return jobs.store()
        .add(new NewJob(KIND, study.id(), Caller.admin(context).name(), parameters, node))
        .map(added -> added.orElseThrow(() -> new IllegalStateException("no job was added")));
  }

  /** Sends the file as the job's work, and tells whoever waits for it how that ended. */
  private Future<Void> send(
      RoutingContext context, long job, Study study, ExportFormat format, ExportChoices choices) {
    HttpServerResponse response = head(context.response(), study, format);
    Promise<JsonObject> sent = Promise.promise();
    JobWork work =
        new JobWork() {
          @Override
          public String kind() {
            return KIND;
          }

          @Override
          public Future<JsonObject> run(JobTask task) {
            return threads
                .write(task, study.slug(), format, choices, response)
                .onComplete(sent)
                .recover(failure -> Future.failedFuture(ended(failure)));
          }
        };
    return new JobRun(context.vertx(), jobs.store(), node)
        .run(job, kind -> work)
        .onComplete(
            over ->
                sent.tryFail(new SendingEnded("the export was cancelled before it began", null)))
        .compose(had -> sent.future())
        .onFailure(failure -> response.headers().remove("Content-Disposition"))
        .<Void>mapEmpty()
        .recover(failure -> closed(context, failure));
  }

  /** Whoever breaks a download off has cancelled it; nobody can go on with one that failed. */
  private static Throwable ended(Throwable failure) {
    return failure instanceof SendingEnded
        ? new CancellationException(String.valueOf(failure.getMessage()))
        : new JobFailed("unexpected");
  }

  /** A file that is not whole ends without an end, so that its reader knows. */
  private static Future<Void> closed(RoutingContext context, Throwable failure) {
    if (failure instanceof SendingEnded) {
      context.request().connection().close();
      return Future.succeededFuture();
    }
    return Future.failedFuture(failure);
  }
}
