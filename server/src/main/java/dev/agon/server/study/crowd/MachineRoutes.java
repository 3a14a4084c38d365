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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    return desk.study(context).compose(study -> page(context, 200, study, Shown.EMPTY));
  }

  /**
   * The page of a study's machines.
   *
   * @param errors what is wrong by field; null for nothing
   * @param form fields by name
   * @param secret the token that was just made, for {@code secretOf}
   */
  private record Shown(
      List<CrowdStore.Token> tokens,
      @Nullable Map<String, String> errors,
      @Nullable Map<String, String> form,
      @Nullable String secret,
      @Nullable String secretOf) {
    private static final Shown EMPTY = new Shown(List.of(), null, null, null, null);

    private Shown with(List<CrowdStore.Token> stored) {
      return new Shown(stored, errors, form, secret, secretOf);
    }
  }

  private Future<Void> page(RoutingContext context, int status, Study study, Shown shown) {
    return store
        .tokens(study.id())
        .compose(tokens -> desk.show(context, status, "machines", study, shown.with(tokens)));
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
    Shown shown = new Shown(List.of(), form.errors(), form.values(), null, null);
    return desk.again(context, form, () -> page(context, 422, study, shown));
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
            secret -> page(context, 200, study, new Shown(List.of(), null, null, secret, name)));
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
