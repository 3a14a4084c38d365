package dev.agon.server.study.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agon.question.Json;
import dev.agon.question.Problems.Problem;
import dev.agon.question.form.Form;
import dev.agon.question.form.FormException;
import dev.agon.question.form.QuestionTypes;
import dev.agon.server.core.Study;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.Documents;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.study.DeskRoutes;
import dev.agon.server.study.SettingsResult;
import dev.agon.server.study.settings.QuestionsStore.Asked;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page of a study's questions: its form as JSON, checked while it is written. */
public final class QuestionsRoutes {
  private static final String FIELD = "form";
  private static final List<String> EXAMPLES =
      List.of("pairwise", "seven-levels", "criteria", "ranking", "best-of", "scores");

  private final DeskRoutes desk;
  private final QuestionsStore store;

  /** Routes over the store of a process. */
  public QuestionsRoutes(DeskRoutes desk, QuestionsStore store) {
    this.desk = desk;
    this.store = store;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get("/admin/studies/:study/questions", Access.ADMIN, this::show);
    site.get("/admin/studies/:study/questions.json", Access.ADMIN, this::download);
    site.post("/admin/studies/:study/questions", Access.ADMIN, this::change);
    site.post("/admin/studies/:study/questions/check", Access.ADMIN, this::check);
  }

  private Future<?> show(RoutingContext context) {
    return desk.study(context)
        .compose(
            study ->
                store
                    .asked(study.id())
                    .compose(
                        asked ->
                            page(
                                context,
                                200,
                                study,
                                Shown.of(
                                    text(asked),
                                    study.version(),
                                    asked.form() != null,
                                    null,
                                    false))));
  }

  private Future<Void> page(RoutingContext context, int status, Study study, Shown shown) {
    return desk.show(context, status, "questions", study, shown);
  }

  /**
   * The page with a text that is in force or not.
   *
   * @param version of the study that it is for
   * @param own whether the study has a form of its own
   * @param problems what is wrong with the text; null for nothing
   * @param stale whether the study was changed meanwhile
   */
  private record Shown(
      String text,
      Object version,
      boolean own,
      @Nullable List<Problem> problems,
      boolean stale,
      long lines,
      List<String> examples,
      Set<String> types) {
    private static Shown of(
        String text, Object version, boolean own, @Nullable List<Problem> problems, boolean stale) {
      return new Shown(
          text,
          version,
          own,
          problems,
          stale,
          text.lines().count() + 1,
          EXAMPLES,
          QuestionTypes.names());
    }
  }

  /** The form as its file. */
  private Future<?> download(RoutingContext context) {
    return desk.study(context)
        .compose(study -> store.asked(study.id()))
        .compose(
            asked -> {
              context
                  .response()
                  .putHeader("Content-Type", "application/json")
                  .putHeader(
                      "Content-Disposition",
                      "attachment; filename=\"" + context.pathParam("study") + "-questions.json\"")
                  .end(text(asked));
              return Future.succeededFuture();
            });
  }

  /** The form in force, also where it is only what settings amount to. */
  private static String text(Asked asked) {
    String form = asked.form();
    try {
      return form == null ? Documents.pretty(amounting(asked)) : Json.pretty(Json.parse(form));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a form that was stored is no JSON", e);
    }
  }

  /** A form of comparisons alone. */
  private record Amounting(List<Comparison> blocks) {}

  @JsonNaming(SnakeCaseStrategy.class)
  private record Comparison(
      String id, String type, String criterion, int levels, boolean bothBad) {}

  private static Amounting amounting(Asked asked) {
    List<Comparison> blocks = new ArrayList<>();
    for (String criterion : asked.criteria()) {
      blocks.add(
          new Comparison(
              "q" + (blocks.size() + 1),
              "comparison",
              criterion,
              asked.allowTie() ? 3 : 2,
              asked.allowBothBad()));
    }
    return new Amounting(blocks);
  }

  /** Says what is wrong with a form; nothing is stored. */
  private Future<?> check(RoutingContext context) {
    String text = desk.form(context).raw(FIELD);
    return Answers.json(context, 200, Checked.of(problems(text), null));
  }

  private static List<Problem> problems(String text) {
    try {
      Form.parse(text);
      return List.of();
    } catch (FormException e) {
      return e.problems();
    }
  }

  private Future<?> change(RoutingContext context) {
    PostedForm form = desk.form(context);
    String text = form.raw(FIELD).replace("\r\n", "\n").strip();
    int version = DeskRoutes.version(form);
    return desk.study(context)
        .compose(
            study -> {
              try {
                return change(context, study, version, text, parsed(text));
              } catch (FormException e) {
                return wrong(context, study, form, text, e.problems());
              }
            });
  }

  private static @Nullable Form parsed(String text) throws FormException {
    return text.isEmpty() ? null : Form.parse(text);
  }

  private Future<Void> wrong(
      RoutingContext context, Study study, PostedForm form, String text, List<Problem> problems) {
    if (!Answers.wantsHtml(context)) {
      throw HttpProblem.invalid(
          problems.stream().map(p -> new HttpProblem.Field(p.path(), p.message())).toList());
    }
    return page(context, 422, study, Shown.of(text, form.raw("version"), false, problems, false));
  }

  private Future<Void> change(
      RoutingContext context, Study study, int version, String text, @Nullable Form form) {
    return store
        .change(study.id(), version, form)
        .compose(
            result ->
                switch (result) {
                  case SettingsResult.Saved saved -> saved(context, saved.study(), form);
                  case SettingsResult.Unchanged same ->
                      desk.back(context, same.study(), "/questions", "settings-same");
                  case SettingsResult.Stale stale -> stale(context, stale.study(), text);
                });
  }

  private Future<Void> saved(RoutingContext context, Study study, @Nullable Form form) {
    JsonObject detail =
        new JsonObject()
            .put("version", study.version())
            .put("questions", form == null ? 0 : form.blocks().size())
            .put("criteria", form == null ? new JsonArray() : new JsonArray(form.criteria()));
    return desk.note(context, "study.questions-changed", study.id(), detail)
        .compose(noted -> desk.back(context, study, "/questions", "questions"));
  }

  /** The text stays as it was typed; sending it again means it. */
  private Future<Void> stale(RoutingContext context, Study study, String text) {
    if (!Answers.wantsHtml(context)) {
      return Future.failedFuture(
          HttpProblem.conflict("stale", "The study was changed in the meantime.")
              .with("version", study.version()));
    }
    return page(context, 409, study, Shown.of(text, study.version(), false, null, true));
  }
}
