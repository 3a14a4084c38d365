package dev.agon.cli;

import dev.agon.cli.input.DatabaseOptions;
import dev.agon.server.admin.AdminAccountStore;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.sql.Database;
import dev.agon.server.sql.Migrations;
import dev.agon.server.sql.Pools;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code agon admin}: what is done to admins from the server's own shell. */
@Command(
    name = "admin",
    mixinStandardHelpOptions = true,
    description = "Work on the admins of an installation.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = AdminCommand.Link.class)
final class AdminCommand {
  /** {@code agon admin link}: a way in for the first admin, or for one who forgot a password. */
  @Command(
      name = "link",
      mixinStandardHelpOptions = true,
      description = {
        "Print a link that enters once as an admin, within 24 hours.",
        "Whoever opens it chooses a name and a password; an existing name gets the new password."
      })
  static final class Link implements Runnable {
    @Mixin private DatabaseOptions database = new DatabaseOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--public-url",
        paramLabel = "URL",
        description =
            "Where people reach the installation (default: where the server that runs on the data"
                + " folder says, else http://127.0.0.1:8080).")
    private @Nullable URI publicUrl;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public void run() {
      ServerConfig config = config();
      try (Database open = database.joinExisting()) {
        Migrations.run(open.address());
        String link = config.url("/admin/enter/" + addLink(open));
        spec.commandLine()
            .getOut()
            .println(json ? new JsonObject().put("link", link).encode() : link);
      }
    }

    private static String addLink(Database database) {
      Vertx vertx = Vertx.vertx();
      try {
        return new AdminAccountStore(Pools.create(vertx, database.address(), 1)).addLink().await();
      } finally {
        vertx.close().await();
      }
    }

    private ServerConfig config() {
      ServerConfig plain = ServerConfig.defaults();
      URI url =
          publicUrl != null ? publicUrl : new ServedAddress(database.data()).read().orElse(null);
      try {
        return new ServerConfig(
            plain.host(), plain.port(), url, "", false, plain.roles(), null, 1, 1);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
    }
  }
}
