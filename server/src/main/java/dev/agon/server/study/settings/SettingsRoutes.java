package dev.agon.server.study.settings;

import dev.agon.server.core.Settings;
import dev.agon.server.core.Study;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.content.Markdown;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.study.DeskRoutes;
import dev.agon.server.study.SettingsResult;
import dev.agon.server.study.StudyStore;
import dev.agon.server.study.overview.StudyFiguresStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of a study's settings. */
public final class SettingsRoutes {
  private final DeskRoutes desk;
  private final StudyStore store;
  private final StudyFiguresStore figures;

  /** Routes over the stores. */
  public SettingsRoutes(DeskRoutes desk, StudyStore store, StudyFiguresStore figures) {
    this.desk = desk;
    this.store = store;
    this.figures = figures;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get("/admin/studies/:study/settings", Access.ADMIN, this::show);
    site.post("/admin/studies/:study/settings", Access.ADMIN, this::change);
    site.post("/admin/studies/:study/settings/preview", Access.ADMIN, this::preview);
  }

  private Future<?> show(RoutingContext context) {
    return desk.study(context)
        .compose(
            study ->
                page(
                    context,
                    200,
                    study,
                    Page.of(SettingsForm.values(study.settings()), study.version())));
  }

  /**
   * The page of the settings.
   *
   * @param form fields by name
   * @param version of the study that they are for
   * @param errors what is wrong by field; null for nothing
   * @param preview whether texts are shown as annotators will see them
   * @param stale what was changed meanwhile; null for nothing
   */
  private record Page(
      Map<String, String> form,
      Object version,
      @Nullable Map<String, String> errors,
      boolean preview,
      @Nullable List<SettingsDiff.Difference> stale,
      List<SettingsForm.Part> parts) {
    private static Page of(Map<String, String> form, Object version) {
      return new Page(form, version, null, false, null, SettingsForm.parts(form, Map.of()));
    }

    private static Page wrong(PostedForm form) {
      return new Page(
          form.values(),
          form.raw("version"),
          form.errors(),
          false,
          null,
          SettingsForm.parts(form.values(), form.errors()));
    }

    private Page previewed() {
      return new Page(form, version, errors, true, stale, parts);
    }

    private Page over(List<SettingsDiff.Difference> changed) {
      return new Page(form, version, errors, preview, changed, parts);
    }
  }

  private Future<Void> page(RoutingContext context, int status, Study study, Page page) {
    return desk.show(context, status, "settings", study, page);
  }

  /** Texts as HTML. */
  private record Shown(String guidelines, String consent) {}

  /** Shows texts as annotators will see them; nothing is stored. */
  private Future<?> preview(RoutingContext context) {
    PostedForm form = desk.form(context);
    if (!Answers.wantsHtml(context)) {
      return Answers.json(
          context,
          200,
          new Shown(
              Markdown.toSafeHtml(form.raw("guidelines")),
              Markdown.toSafeHtml(form.raw("consent"))));
    }
    return desk.study(context)
        .compose(
            study ->
                page(context, 200, study, Page.of(form.values(), form.raw("version")).previewed()));
  }

  private Future<?> change(RoutingContext context) {
    PostedForm form = desk.form(context);
    Settings settings = SettingsForm.read(form);
    return desk.study(context)
        .compose(
            study ->
                form.isValid()
                    ? store
                        .change(study.id(), DeskRoutes.version(form), settings)
                        .compose(result -> answer(context, form, result))
                    : wrong(context, form, study));
  }

  private Future<Void> wrong(RoutingContext context, PostedForm form, Study study) {
    return desk.again(context, form, () -> page(context, 422, study, Page.wrong(form)));
  }

  private Future<Void> answer(RoutingContext context, PostedForm form, SettingsResult result) {
    return switch (result) {
      case SettingsResult.Saved saved -> saved(context, saved);
      case SettingsResult.Unchanged same ->
          desk.back(context, same.study(), "/settings", "settings-same");
      case SettingsResult.Stale stale -> stale(context, form, stale.study());
    };
  }

  private Future<Void> saved(RoutingContext context, SettingsResult.Saved saved) {
    Study study = saved.study();
    figures.forget(study.id());
    JsonObject detail =
        new JsonObject()
            .put("version", study.version())
            .put("consentRaised", saved.consentRaised())
            .put("placesAdded", saved.placesAdded())
            .put("placesRemoved", saved.placesRemoved());
    String done = saved.consentRaised() ? "settings-consent" : "settings";
    return desk.note(context, "study.settings-changed", study.id(), detail)
        .compose(noted -> desk.back(context, study, "/settings", done));
  }

  /** The fields stay as they were typed; sending them again means them. */
  private Future<Void> stale(RoutingContext context, PostedForm form, Study study) {
    if (!Answers.wantsHtml(context)) {
      return Future.failedFuture(
          HttpProblem.conflict("stale", "The settings were changed in the meantime.")
              .with("version", study.version()));
    }
    Page typed = Page.of(form.values(), study.version());
    return page(
        context, 409, study, typed.over(SettingsDiff.between(study.settings(), form.values())));
  }
}
