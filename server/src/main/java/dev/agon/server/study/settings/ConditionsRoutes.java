package dev.agon.server.study.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agon.condition.Condition;
import dev.agon.condition.Conditions;
import dev.agon.condition.Switch;
import dev.agon.question.Json;
import dev.agon.question.Problems.Problem;
import dev.agon.server.core.Study;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.study.DeskRoutes;
import dev.agon.server.study.SettingsResult;
import dev.agon.server.study.settings.ConditionsStore.Used;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of a study's conditions: factors as JSON, the conditions they make, a look at each. */
public final class ConditionsRoutes {
  private static final String FIELD = "conditions";
  private static final String PAGE = "/conditions";

  private final DeskRoutes desk;
  private final ConditionsStore store;

  /** Routes over the store of a process. */
  public ConditionsRoutes(DeskRoutes desk, ConditionsStore store) {
    this.desk = desk;
    this.store = store;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get("/admin/studies/:study/conditions", Access.ADMIN, this::show);
    site.post("/admin/studies/:study/conditions", Access.ADMIN, this::change);
    site.post("/admin/studies/:study/conditions/check", Access.ADMIN, this::check);
  }

  private Future<?> show(RoutingContext context) {
    return desk.study(context)
        .compose(
            study ->
                store
                    .conditions(study.id())
                    .compose(
                        text ->
                            page(
                                context,
                                200,
                                study,
                                new Text(text == null ? "" : pretty(text), study.version()))));
  }

  private static String pretty(String json) {
    try {
      return Json.pretty(Json.parse(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("conditions that were stored are no JSON", e);
    }
  }

  /**
   * A text that is in force or not.
   *
   * @param version of the study that it is for
   * @param problems what is wrong with it; null for nothing
   * @param stale whether the study was changed meanwhile
   */
  private record Text(
      String text, Object version, @Nullable List<Problem> problems, boolean stale) {
    private Text(String text, Object version) {
      this(text, version, null, false);
    }
  }

  /**
   * The page with a text.
   *
   * @param design within or between; null where the text makes no conditions
   */
  private record Shown(
      String text,
      Object version,
      @Nullable List<Problem> problems,
      boolean stale,
      List<Switched> switches,
      @Nullable String design,
      @Nullable List<Line> conditions) {}

  private Future<Void> page(RoutingContext context, int status, Study study, Text text) {
    Conditions read = text.text().isBlank() ? null : Conditions.parse(text.text()).conditions();
    return store
        .used(study.id())
        .compose(
            used ->
                desk.show(
                    context,
                    status,
                    "conditions",
                    study,
                    new Shown(
                        text.text(),
                        text.version(),
                        text.problems(),
                        text.stale(),
                        switches(),
                        read == null ? null : read.within() ? "within" : "between",
                        read == null ? null : table(read, used))));
  }

  /** What conditions can vary, and between what. */
  private record Switched(String key, List<String> settings) {}

  private static List<Switched> switches() {
    return Arrays.stream(Switch.values()).map(s -> new Switched(s.key(), s.settings())).toList();
  }

  /** A condition, counted from 0, and how often it was used. */
  private record Line(int number, String name, long annotators, long drawn, long voted) {}

  /** In the order in which the preview counts them: as the first row has them. */
  private static List<Line> table(Conditions conditions, Map<JsonObject, Used> used) {
    List<Condition> order = conditions.within() ? conditions.rows().getFirst() : conditions.all();
    List<Line> table = new ArrayList<>();
    for (Condition condition : order) {
      JsonObject levels = new JsonObject(condition.json().get("levels").toString());
      Used of = used.getOrDefault(levels, Used.NEVER);
      table.add(
          new Line(
              table.size(),
              String.join(" · ", condition.levels().values()),
              of.annotators(),
              of.drawn(),
              of.voted()));
    }
    return table;
  }

  private static Conditions.Parsed parsed(String text) {
    return text.isBlank() ? new Conditions.Parsed(null, List.of()) : Conditions.parse(text);
  }

  /** Says what is wrong with conditions and how many they make; nothing is stored. */
  private Future<?> check(RoutingContext context) {
    String text = desk.form(context).raw(FIELD);
    Conditions.Parsed parsed = parsed(text);
    Conditions read = parsed.conditions();
    return Answers.json(
        context, 200, Checked.of(parsed.problems(), read == null ? 0 : read.all().size()));
  }

  private Future<?> change(RoutingContext context) {
    PostedForm form = desk.form(context);
    String text = form.raw(FIELD).replace("\r\n", "\n").strip();
    int version = DeskRoutes.version(form);
    Conditions.Parsed parsed = parsed(text);
    return desk.study(context)
        .compose(
            study ->
                parsed.problems().isEmpty()
                    ? change(context, study, version, text, parsed.conditions())
                    : wrong(context, study, form, text, parsed.problems()));
  }

  private Future<Void> wrong(
      RoutingContext context, Study study, PostedForm form, String text, List<Problem> problems) {
    if (!Answers.wantsHtml(context)) {
      throw HttpProblem.invalid(
          problems.stream().map(p -> new HttpProblem.Field(p.path(), p.message())).toList());
    }
    return page(context, 422, study, new Text(text, form.raw("version"), problems, false));
  }

  private Future<Void> change(
      RoutingContext context,
      Study study,
      int version,
      String text,
      @Nullable Conditions conditions) {
    return store
        .change(study.id(), version, conditions)
        .compose(
            result ->
                switch (result) {
                  case SettingsResult.Saved saved -> saved(context, saved.study(), conditions);
                  case SettingsResult.Unchanged same ->
                      desk.back(context, same.study(), PAGE, "settings-same");
                  case SettingsResult.Stale stale -> stale(context, stale.study(), text);
                });
  }

  private Future<Void> saved(RoutingContext context, Study study, @Nullable Conditions conditions) {
    JsonObject detail =
        new JsonObject()
            .put("version", study.version())
            .put(FIELD, conditions == null ? 0 : conditions.all().size());
    return desk.note(context, "study.conditions-changed", study.id(), detail)
        .compose(noted -> desk.back(context, study, PAGE, "conditions"));
  }

  /** The text stays as it was typed; sending it again means it. */
  private Future<Void> stale(RoutingContext context, Study study, String text) {
    if (!Answers.wantsHtml(context)) {
      return Future.failedFuture(
          HttpProblem.conflict("stale", "The study was changed in the meantime.")
              .with("version", study.version()));
    }
    return page(context, 409, study, new Text(text, study.version(), null, true));
  }
}
