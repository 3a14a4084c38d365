package dev.agon.server.admin;

import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.Network;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.http.session.SessionStore;
import dev.agon.server.http.session.Sessions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways in and out of an admin. */
final class AdminAccountRoutes {
  private static final Pattern NEXT =
      Pattern.compile("/admin(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*([?][a-z]+=[A-Za-z0-9._~-]*)?");
  private static final String START = "/admin/studies";

  private final Pages pages;
  private final AdminAccountStore accounts;
  private final SessionStore store;
  private final Sessions sessions;
  private final AuditStore audit;
  private final Passwords passwords;
  private final SignInPace pace;

  AdminAccountRoutes(
      Pages pages,
      AdminAccountStore accounts,
      SessionStore store,
      Sessions sessions,
      AuditStore audit,
      Passwords passwords,
      SignInPace pace) {
    this.pages = pages;
    this.accounts = accounts;
    this.store = store;
    this.sessions = sessions;
    this.audit = audit;
    this.passwords = passwords;
    this.pace = pace;
  }

  void mount(SiteRouter site) {
    site.get("/admin", Access.ADMIN, context -> pages.seeOther(context, START));
    site.get("/admin/enter/:secret", Access.PUBLIC, this::showEntry);
    site.post("/admin/enter/:secret", Access.PUBLIC, this::enter);
    site.get("/admin/login", Access.PUBLIC, this::showLogin);
    site.post("/admin/login", Access.PUBLIC, this::login);
    site.postNothing("/admin/logout", Access.PUBLIC, this::logout);
  }

  private Future<Void> showEntry(RoutingContext context) {
    return requireOpen(context)
        .compose(open -> pages.render(context, "admin/enter", Shown.empty(START, false)));
  }

  private Future<Void> enter(RoutingContext context) {
    PostedForm form = pages.form(context);
    String name = form.text("name", 1, 120);
    String password = form.raw("password");
    checkPassword(form, password);
    return requireOpen(context)
        .compose(
            open ->
                form.isValid() ? rate(context, form, name) : Future.succeededFuture(form.isValid()))
        .compose(
            good ->
                good
                    ? passwords
                        .hash(SignInPace.path(Network.of(context)), password)
                        .compose(hash -> enter(context, name, hash))
                    : showAgain(context, "admin/enter", form));
  }

  private static void checkPassword(PostedForm form, String password) {
    int length = password.codePointCount(0, password.length());
    if (length < Passwords.LEAST_LENGTH) {
      form.wrong("password", "form.short", Passwords.LEAST_LENGTH);
    } else if (length > Passwords.MOST_LENGTH) {
      form.wrong("password", "form.long", Passwords.MOST_LENGTH);
    } else if (!password.equals(form.raw("confirm"))) {
      form.wrong("confirm", "enter.differs");
    }
  }

  /** Only a link that is open lets anybody have a password rated. */
  private Future<Boolean> rate(RoutingContext context, PostedForm form, String name) {
    return passwords
        .strength(SignInPace.path(Network.of(context)), form.raw("password"), List.of(name))
        .map(
            strength -> {
              if (!strength.isEnough()) {
                form.wrong("password", "enter.weak");
              }
              return form.isValid();
            });
  }

  private Future<Boolean> requireOpen(RoutingContext context) {
    return accounts
        .linkIsOpen(context.pathParam("secret"))
        .map(
            open -> {
              if (!open) {
                throw used();
              }
              return true;
            });
  }

  private static HttpProblem used() {
    return HttpProblem.of(
        410,
        "link-used",
        "This link has been used or has expired: `agon admin link` makes a new one.");
  }

  private Future<Void> enter(RoutingContext context, String name, String hash) {
    return accounts
        .enter(context.pathParam("secret"), name, hash)
        .map(id -> id.orElseThrow(AdminAccountRoutes::used))
        .compose(id -> store.closeAdmin(id).map(id))
        .compose(id -> accounts.forgetDevices(id).map(id))
        .compose(id -> audit.record(name, "admin.entered", null, new JsonObject()).map(id))
        .compose(id -> open(context, id, null))
        .compose(signedIn -> pages.seeOther(context, START));
  }

  private Future<Void> showLogin(RoutingContext context) {
    if (Caller.of(context) instanceof Caller.Admin) {
      return pages.seeOther(context, START);
    }
    String next = next(context.request().getParam("next"));
    return accounts
        .hasAdmins()
        .compose(any -> pages.render(context, "admin/login", Shown.empty(next, !any)));
  }

  private Future<Void> login(RoutingContext context) {
    PostedForm form = pages.form(context);
    String name = form.text("name", 1, 120);
    if (!form.isValid()) {
      return showAgain(context, "admin/login", form);
    }
    String device = sessions.device(context);
    return accounts
        .byName(name, device)
        .compose(
            found -> {
              boolean known = found.map(AdminAccountStore.Account::knownDevice).orElse(false);
              SignInPace.Try one =
                  new SignInPace.Try(name, Network.of(context), known ? device : null);
              return pace.paced(one, () -> check(one, found, form.raw("password")));
            })
        .compose(
            admin -> {
              if (admin.isEmpty()) {
                form.wrong("password", "login.wrong");
                return showAgain(context, "admin/login", form);
              }
              return login(context, name, admin.get(), next(form.raw("next")));
            });
  }

  private Future<Optional<AdminAccountStore.Account>> check(
      SignInPace.Try one, Optional<AdminAccountStore.Account> account, String password) {
    return passwords
        .matches(
            one.path(), password, account.map(AdminAccountStore.Account::passwordHash).orElse(null))
        .map(matches -> account.filter(a -> matches));
  }

  private Future<Void> login(
      RoutingContext context, String name, AdminAccountStore.Account admin, String next) {
    String device = admin.knownDevice() ? sessions.device(context) : null;
    return audit
        .record(name, "admin.signed-in", null, new JsonObject())
        .compose(noted -> open(context, admin.id(), device))
        .compose(signedIn -> pages.seeOther(context, next));
  }

  /**
   * Opens a session, and lets the device be known at the next time.
   *
   * @param device its secret if it is known already
   */
  private Future<Void> open(RoutingContext context, long admin, @Nullable String device) {
    return (device == null ? accounts.addDevice(admin) : accounts.seeDevice(device))
        .onSuccess(secret -> sessions.keepDevice(context, secret, AdminAccountStore.DEVICE_LIFE))
        .compose(known -> sessions.signInAdmin(context, admin));
  }

  private Future<Void> logout(RoutingContext context) {
    return sessions.signOutAdmin(context).compose(signedOut -> pages.seeOther(context, "/"));
  }

  private Future<Void> showAgain(RoutingContext context, String page, PostedForm form) {
    Map<String, String> values = new HashMap<>(form.values());
    values.keySet().removeAll(Set.of("password", "confirm"));
    return pages.render(
        context, 422, page, new Shown(values, form.errors(), next(form.raw("next")), false));
  }

  /**
   * A page that lets somebody in.
   *
   * @param form fields by name, like {@code errors}
   * @param next where they go then
   * @param nobody whether there is no admin yet
   */
  private record Shown(
      Map<String, String> form, Map<String, String> errors, String next, boolean nobody) {
    private static Shown empty(String next, boolean nobody) {
      return new Shown(Map.of(), Map.of(), next, nobody);
    }
  }

  /** Only pages of our own admin are gone to after a sign-in. */
  private static String next(@Nullable String wanted) {
    return wanted != null && NEXT.matcher(wanted).matches() ? wanted : START;
  }
}
