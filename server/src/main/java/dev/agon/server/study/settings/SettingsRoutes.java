package dev.agon.server.study.settings;

import dev.agon.server.core.Setting;
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
import dev.agon.server.study.Step;
import dev.agon.server.study.StudyStore;
import dev.agon.server.study.overview.StudyFiguresStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    Asked asked = Asked.of(DeskRoutes.query(context, "step"));
    return desk.study(context)
        .compose(
            study ->
                page(
                    context,
                    200,
                    study,
                    asked,
                    Page.of(asked, SettingsForm.values(study.settings()), study.version())));
  }

  /**
   * Which settings are asked: those of a step, or all.
   *
   * @param step null for the page of all settings
   */
  private record Asked(@Nullable Step step, Set<Setting.Group> groups) {
    static Asked of(@Nullable String word) {
      return word == null || word.isEmpty()
          ? new Asked(null, EnumSet.allOf(Setting.Group.class))
          : Step.ofSettings(word)
              .map(step -> new Asked(step, step.groups()))
              .orElseThrow(HttpProblem::notFound);
    }

    String path() {
      return step == null ? "/settings" : step.path();
    }
  }

  /**
   * The page of the settings.
   *
   * @param step whose settings these are; null for all
   * @param form fields by name
   * @param version of the study that they are for
   * @param errors what is wrong by field; null for nothing
   * @param preview whether texts are shown as annotators will see them
   * @param stale what was changed meanwhile; null for nothing
   */
  private record Page(
      @Nullable String step,
      Map<String, String> form,
      Object version,
      @Nullable Map<String, String> errors,
      boolean preview,
      @Nullable List<SettingsDiff.Difference> stale,
      List<SettingsForm.Part> parts) {
    private static Page of(Asked asked, Map<String, String> form, Object version) {
      return new Page(
          asked.step == null ? null : asked.step.word(),
          form,
          version,
          null,
          false,
          null,
          SettingsForm.parts(asked.groups, form, Map.of()));
    }

    private Page wrong(Asked asked, Map<String, String> errors) {
      return new Page(
          step,
          form,
          version,
          errors,
          preview,
          stale,
          SettingsForm.parts(asked.groups, form, errors));
    }

    private Page previewed() {
      return new Page(step, form, version, errors, true, stale, parts);
    }

    private Page over(List<SettingsDiff.Difference> changed) {
      return new Page(step, form, version, errors, preview, changed, parts);
    }
  }

  private Future<Void> page(
      RoutingContext context, int status, Study study, Asked asked, Page page) {
    return desk.show(context, status, "settings", study, page, asked.step);
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
    Asked asked = Asked.of(form.raw("step"));
    return desk.study(context)
        .compose(
            study ->
                page(
                    context,
                    200,
                    study,
                    asked,
                    Page.of(asked, form.values(), form.raw("version")).previewed()));
  }

  private Future<?> change(RoutingContext context) {
    PostedForm form = desk.form(context);
    Asked asked = Asked.of(form.raw("step"));
    return desk.study(context).compose(study -> change(context, form, asked, study));
  }

  private Future<Void> change(RoutingContext context, PostedForm form, Asked asked, Study study) {
    SettingsForm.complete(form, asked.groups, study.settings());
    Settings settings = SettingsForm.read(form);
    return form.isValid()
        ? store
            .change(study.id(), DeskRoutes.version(form), settings)
            .compose(result -> answer(context, form, asked, result))
        : desk.again(
            context,
            form,
            () ->
                page(
                    context,
                    422,
                    study,
                    asked,
                    Page.of(asked, form.values(), form.raw("version"))
                        .wrong(asked, form.errors())));
  }

  private Future<Void> answer(
      RoutingContext context, PostedForm form, Asked asked, SettingsResult result) {
    return switch (result) {
      case SettingsResult.Saved saved -> saved(context, form, asked, saved);
      case SettingsResult.Unchanged same ->
          saved(context, form, asked, same.study(), "settings-same");
      case SettingsResult.Stale stale -> stale(context, form, asked, stale.study());
    };
  }

  private Future<Void> saved(
      RoutingContext context, PostedForm form, Asked asked, SettingsResult.Saved saved) {
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
        .compose(noted -> saved(context, form, asked, study, done));
  }

  /** Back to the same page, or on to the next step where that was wished. */
  private Future<Void> saved(
      RoutingContext context, PostedForm form, Asked asked, Study study, String done) {
    Step step = asked.step;
    String path =
        step != null && form.checked("on") ? step.next().map(Step::path).orElse("") : asked.path();
    return desk.back(context, study, path, done);
  }

  /** The fields stay as they were typed; sending them again means them. */
  private Future<Void> stale(RoutingContext context, PostedForm form, Asked asked, Study study) {
    if (!Answers.wantsHtml(context)) {
      return Future.failedFuture(
          HttpProblem.conflict("stale", "The settings were changed in the meantime.")
              .with("version", study.version()));
    }
    Page typed = Page.of(asked, form.values(), study.version());
    return page(
        context,
        409,
        study,
        asked,
        typed.over(SettingsDiff.between(study.settings(), form.values())));
  }
}
