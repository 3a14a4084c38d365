package dev.agon.server.admin;

import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.session.SessionStore;
import dev.agon.server.http.session.Sessions;
import io.vertx.core.Vertx;

/** All pages of admins' accounts, made once a process and mounted on each router. */
public final class AdminAccounts {
  private final AdminAccountRoutes accounts;
  private final AdminTokenRoutes tokens;
  private final AuditRoutes log;

  /** Pages of the admins in a database. */
  public AdminAccounts(
      Vertx vertx,
      Pages pages,
      AdminAccountStore admins,
      AuditStore audit,
      SessionStore store,
      Sessions sessions) {
    this(
        new Passwords(vertx, Passwords.COST),
        new SignInPace(vertx, SignInPace.Limits.USUAL),
        pages,
        admins,
        audit,
        store,
        sessions);
  }

  public AdminAccounts(
      Passwords passwords,
      SignInPace pace,
      Pages pages,
      AdminAccountStore admins,
      AuditStore audit,
      SessionStore store,
      Sessions sessions) {
    this.accounts = new AdminAccountRoutes(pages, admins, store, sessions, audit, passwords, pace);
    this.tokens = new AdminTokenRoutes(pages, admins, store, audit);
    this.log = new AuditRoutes(pages, audit);
  }

  /** Declares all routes. */
  public void mount(SiteRouter site) {
    accounts.mount(site);
    tokens.mount(site);
    log.mount(site);
  }
}
