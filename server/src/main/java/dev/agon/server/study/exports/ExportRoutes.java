package dev.agon.server.study.exports;

import dev.agon.server.core.Study;
import dev.agon.server.exchange.export.ExportChoices;
import dev.agon.server.exchange.export.ExportFormat;
import dev.agon.server.exchange.export.ExportFormats;
import dev.agon.server.exchange.export.ExportOption;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.study.DeskRoutes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page of formats that a study is exported in, and the files. */
public final class ExportRoutes {
  private static final String PATH = "/admin/studies/:study/export";

  private final DeskRoutes desk;
  private final ExportThreads threads;

  /** Routes over what exports. */
  public ExportRoutes(DeskRoutes desk, ExportThreads threads) {
    this.desk = desk;
    this.threads = threads;
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

  private static String parameter(ExportOption option) {
    return option.flag().substring(2);
  }

  private Future<?> show(RoutingContext context) {
    List<Shown> formats = ExportFormats.ALL.stream().map(Shown::of).toList();
    return desk.study(context)
        .compose(study -> desk.show(context, 200, "exports", study, Map.of("formats", formats)));
  }

  private Future<?> download(RoutingContext context) {
    String name = context.request().getParam("as", ExportFormats.AGON.name());
    ExportFormat format =
        ExportFormats.find(name)
            .orElseThrow(
                () -> HttpProblem.invalid("as", "must be one of " + ExportFormats.names()));
    ExportChoices choices = choices(context, format);
    JsonObject detail = new JsonObject().put("as", format.name());
    return desk.study(context)
        .compose(
            study ->
                desk.note(context, "study.exported", study.id(), detail)
                    .compose(noted -> send(context.response(), study, format, choices)));
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

  private Future<Void> send(
      HttpServerResponse response, Study study, ExportFormat format, ExportChoices choices) {
    response
        .setChunked(true)
        .putHeader("Content-Type", format.mediaType())
        .putHeader("Cache-Control", "no-store")
        .putHeader(
            "Content-Disposition",
            "attachment; filename=\"" + study.slug() + format.ending() + "\"");
    return threads
        .write(study.slug(), format, choices, response)
        .onFailure(failure -> response.headers().remove("Content-Disposition"));
  }
}
