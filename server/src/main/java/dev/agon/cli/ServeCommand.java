package dev.agon.cli;

import dev.agon.cli.input.DatabaseOptions;
import dev.agon.server.Main;
import dev.agon.server.config.ModelsConfig;
import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.sql.Database;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code agon serve}: serves until it is stopped. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serve studies, rank votes, train and serve reward models.")
final class ServeCommand implements Callable<Integer> {
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final WebOptions web = new WebOptions();

  @Option(
      names = "--roles",
      defaultValue = "web,ranker,analyst",
      description =
          "What this process does: web, ranker, trainer, scorer, analyst (default: ${DEFAULT-VALUE}).")
  private String roles = "";

  @Option(
      names = "--cluster",
      paramLabel = "FILE",
      description =
          "Join the Hazelcast cluster of this file, for example"
              + " cluster-config/hazelcast-tcp.xml.")
  private @Nullable Path cluster;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A JSON file that names encoders behind other servers, as "
              + "docs/reward-models.md explains.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    ServerConfig config =
        web.config(Role.parse(roles), cluster).withModels(ModelsConfig.of(database.data(), file));
    web.requireFreePorts(config.roles());
    StartLines start = new StartLines();
    start.step(database.opening());
    // Another process of this machine may run the embedded database already.
    Database opened = config.roles().contains(Role.WEB) ? database.open() : database.join();
    start.step("loading what " + roles + " need");
    Main main = Main.start(config, opened.address());
    Shutdown shutdown = Shutdown.of(main, opened);
    start.ready();
    main.managementUrl().ifPresent(url -> System.out.println("Health and metrics on " + url));
    if (config.roles().contains(Role.WEB)) {
      shutdown.publish(new ServedAddress(database.data()), main.config().url(""));
      System.out.println("Serving on " + main.config().url("/"));
      AdminLink.ifNobodyAdministers(main)
          .ifPresent(link -> System.out.println("The first admin enters once by " + link));
    } else {
      System.out.println(doing(config));
    }
    return Agon.STAYS;
  }

  private static String doing(ServerConfig config) {
    return config.roles().stream()
        .sorted()
        .map(
            role ->
                switch (role) {
                  case WEB -> "Serving";
                  case RANKER -> "Ranking";
                  case TRAINER -> "Training";
                  case SCORER -> "Scoring";
                  case ANALYST -> "Analysing";
                })
        .collect(Collectors.joining(", "));
  }
}
