package dev.agon.cli;

import dev.agon.server.Main;
import dev.agon.server.admin.AdminAccountStore;
import java.util.Optional;

/** The one-time link with which an admin enters a running server. */
final class AdminLink {
  private AdminLink() {}

  /** A new link while the installation has no admin yet. */
  static Optional<String> ifNobodyAdministers(Main main) {
    return new AdminAccountStore(main.pool()).hasAdmins().await()
        ? Optional.empty()
        : Optional.of(create(main));
  }

  /** A new link; it works once. */
  static String create(Main main) {
    return main.config()
        .url("/admin/enter/" + new AdminAccountStore(main.pool()).addLink().await());
  }
}
