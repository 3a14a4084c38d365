package dev.agon.server.admin;

import dev.agon.server.http.Audit;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.http.session.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page of an admin's bearer tokens. */
final class AdminTokenRoutes {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Pages pages;
  private final AdminAccountStore accounts;
  private final SessionStore sessions;
  private final Audit audit;

  AdminTokenRoutes(Pages pages, AdminAccountStore accounts, SessionStore sessions, Audit audit) {
    this.pages = pages;
    this.accounts = accounts;
    this.sessions = sessions;
    this.audit = audit;
  }

  void mount(SiteRouter site) {
    site.get(
        "/admin/tokens", Access.ADMIN, context -> show(context, 200, Map.of(), Map.of(), null));
    site.post("/admin/tokens", Access.ADMIN, this::add);
    site.postNothing("/admin/tokens/:token/revoke", Access.ADMIN, this::revoke);
  }

  /**
   * The page of an admin's tokens.
   *
   * @param form fields by name, like {@code errors}
   * @param secret the token that was just made
   */
  private record Shown(
      List<AdminAccountStore.Token> tokens,
      Map<String, String> form,
      Map<String, String> errors,
      @Nullable String secret) {}

  private Future<Void> show(
      RoutingContext context,
      int status,
      Map<String, String> form,
      Map<String, String> errors,
      @Nullable String secret) {
    return accounts
        .tokens(Caller.admin(context).id())
        .compose(
            tokens ->
                pages.render(
                    context, status, "admin/tokens", new Shown(tokens, form, errors, secret)));
  }

  /** The secret is shown in the answer to the form, once, and nowhere after. */
  private Future<Void> add(RoutingContext context) {
    Caller.Admin admin = Caller.admin(context);
    PostedForm form = pages.form(context);
    String name = form.text("name", 1, 120);
    if (!form.isValid()) {
      return show(context, 422, form.values(), form.errors(), null);
    }
    return sessions
        .addAdminToken(admin.id(), name)
        .compose(secret -> note(admin, "token.added", name).map(secret))
        .compose(secret -> show(context, 200, Map.of(), Map.of(), secret));
  }

  private Future<Void> revoke(RoutingContext context) {
    Caller.Admin admin = Caller.admin(context);
    String token = context.pathParam("token");
    if (!HASH.matcher(token).matches()) {
      throw HttpProblem.notFound();
    }
    return accounts
        .revokeToken(admin.id(), token)
        .map(name -> name.orElseThrow(HttpProblem::notFound))
        .compose(name -> note(admin, "token.revoked", name))
        .compose(
            noted -> {
              sessions.forget();
              return pages.seeOther(context, "/admin/tokens");
            });
  }

  private Future<Void> note(Caller.Admin admin, String action, String name) {
    return audit.record(admin.name(), action, null, new JsonObject().put("name", name));
  }
}
