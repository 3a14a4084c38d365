package dev.agon.cli;

import dev.agon.server.Main;
import dev.agon.server.admin.AdminAccountStore;

/** The one-time link with which an admin enters a running server. */
final class AdminLink {
  private AdminLink() {}

  /** A new link; it works once. */
  static String create(Main main) {
    return main.config()
        .url("/admin/enter/" + new AdminAccountStore(main.pool()).addLink().await());
  }
}
