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
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

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
    site.get("/admin/tokens", Access.ADMIN, context -> show(context, 200, Map.of()));
    site.post("/admin/tokens", Access.ADMIN, this::add);
    site.postNothing("/admin/tokens/:token/revoke", Access.ADMIN, this::revoke);
  }

  private Future<Void> show(RoutingContext context, int status, Map<String, ?> more) {
    return accounts
        .tokens(Caller.admin(context).id())
        .compose(
            tokens -> {
              Map<String, Object> model = new HashMap<>(more);
              model.put("tokens", tokens);
              return pages.render(context, status, "admin/tokens", model);
            });
  }

  /** The secret is shown in the answer to the form, once, and nowhere after. */
  private Future<Void> add(RoutingContext context) {
    Caller.Admin admin = Caller.admin(context);
    PostedForm form = pages.form(context);
    String name = form.text("name", 1, 120);
    if (!form.isValid()) {
      return show(context, 422, Map.of("form", form.values(), "errors", form.errors()));
    }
    return sessions
        .addAdminToken(admin.id(), name)
        .compose(secret -> note(admin, "token.added", name).map(secret))
        .compose(secret -> show(context, 200, Map.of("secret", secret)));
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
