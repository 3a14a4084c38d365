package dev.agon.server.study.crowd;

import dev.agon.server.core.Study;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.SessionStore;
import dev.agon.server.study.DeskRoutes;
import dev.agon.server.study.crowd.CrowdQuery.Kind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The page of a study's annotators that are no persons, and of their tokens. */
public final class MachineRoutes {
  private static final String PATH = "/admin/studies/:study/machines";
  private static final Set<String> KINDS = Set.of(Kind.MACHINE.word(), Kind.SIMULATED.word());
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST_NAME = 120;

  private final DeskRoutes desk;
  private final CrowdStore store;
  private final SessionStore sessions;

  /** Routes over the stores. */
  public MachineRoutes(DeskRoutes desk, CrowdStore store, SessionStore sessions) {
    this.desk = desk;
    this.store = store;
    this.sessions = sessions;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.ADMIN, this::list);
    site.post(PATH, Access.ADMIN, this::add);
    site.postNothing(PATH + "/tokens/:token/revoke", Access.ADMIN, this::revoke);
  }

  private Future<?> list(RoutingContext context) {
    return desk.study(context).compose(study -> page(context, 200, study, new HashMap<>()));
  }

  private Future<Void> page(
      RoutingContext context, int status, Study study, Map<String, Object> more) {
    return store
        .tokens(study.id())
        .compose(
            tokens -> {
              more.put("tokens", tokens);
              return desk.show(context, status, "machines", study, more);
            });
  }

  private Future<?> add(RoutingContext context) {
    PostedForm form = desk.form(context);
    String name = form.text("name", 1, LONGEST_NAME);
    Kind kind = Kind.find(form.choice("kind", KINDS)).orElse(Kind.MACHINE);
    return desk.study(context)
        .compose(
            study ->
                form.isValid()
                    ? store
                        .addMachine(study.id(), name, kind)
                        .compose(
                            added -> {
                              if (added.isEmpty()) {
                                form.wrong("name", "study.machines.taken");
                                return again(context, study, form);
                              }
                              return give(context, study, added.get(), name, kind);
                            })
                    : again(context, study, form));
  }

  private Future<Void> again(RoutingContext context, Study study, PostedForm form) {
    Map<String, Object> more = new HashMap<>();
    more.put("errors", form.errors());
    more.put("form", form.values());
    return desk.again(context, form, () -> page(context, 422, study, more));
  }

  /** The secret is shown in the answer to the form, once, and nowhere after. */
  private Future<Void> give(
      RoutingContext context, Study study, long annotator, String name, Kind kind) {
    JsonObject detail =
        new JsonObject().put("annotator", annotator).put("name", name).put("kind", kind.word());
    return sessions
        .addAnnotatorToken(annotator, name)
        .compose(secret -> desk.note(context, "machine.added", study.id(), detail).map(secret))
        .compose(
            secret -> {
              Map<String, Object> more = new HashMap<>();
              more.put("secret", secret);
              more.put("secretOf", name);
              return page(context, 200, study, more);
            });
  }

  private Future<?> revoke(RoutingContext context) {
    String token = context.pathParam("token");
    if (!HASH.matcher(token).matches()) {
      throw HttpProblem.notFound();
    }
    return desk.study(context)
        .compose(
            study ->
                store
                    .revoke(study.id(), token)
                    .map(name -> name.orElseThrow(HttpProblem::notFound))
                    .compose(
                        name -> {
                          sessions.forget();
                          return desk.note(
                              context,
                              "machine.token-revoked",
                              study.id(),
                              new JsonObject().put("name", name));
                        })
                    .compose(noted -> desk.back(context, study, "/machines", "token-revoked")));
  }
}
