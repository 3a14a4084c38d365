package dev.agon.cli;

import dev.agon.server.Main;
import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.sql.Database;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code agon serve}: serves until it is stopped. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serve studies, rank votes, or both.")
final class ServeCommand implements Callable<Integer> {
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final WebOptions web = new WebOptions();

  @Option(
      names = "--roles",
      defaultValue = "web,ranker",
      description = "What this process does: web, ranker (default: ${DEFAULT-VALUE}).")
  private String roles = "";

  @Option(
      names = "--cluster",
      paramLabel = "FILE",
      description =
          "Join the Hazelcast cluster of this file, for example"
              + " cluster-config/hazelcast-tcp.xml.")
  private @Nullable Path cluster;

  @Override
  public Integer call() {
    ServerConfig config = web.config(Role.parse(roles), cluster);
    Database opened = database.open();
    Main main = Main.start(config, opened.address());
    Shutdown.close(main::close, opened);
    if (config.roles().contains(Role.WEB)) {
      System.out.println("Serving on " + main.config().url("/"));
      AdminLink.ifNobodyAdministers(main)
          .ifPresent(link -> System.out.println("The first admin enters once by " + link));
    } else {
      System.out.println("Ranking");
    }
    return Agon.STAYS;
  }
}
