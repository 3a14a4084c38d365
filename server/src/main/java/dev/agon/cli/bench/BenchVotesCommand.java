package dev.agon.cli.bench;

import dev.agon.server.Main;
import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.EmbeddedPostgres;
import dev.agon.server.sql.GroupCommit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code agon bench votes}: full votes a second over HTTP, grouped and one by one. */
@Command(
    name = "votes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures full votes (lease check, number, vote, closing, next draw) over HTTP on a durable",
      "database of its own, while votes are ranked: grouped as served, and the same work one by one",
      "on an equal pool, in turns. A bare single-row INSERT by pgbench stands beside it as context."
    })
public final class BenchVotesCommand implements Callable<Integer> {
  private static final int POOL = 16;
  private static final int GENERATORS = 10;
  private static final int OVERLAP = 3;

  @Option(
      names = "--clients",
      split = ",",
      defaultValue = "1,16,64,256",
      description = "Clients at a time (default: ${DEFAULT-VALUE}).")
  private List<Integer> clients = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "8",
      description = "Length of a run; its first quarter warms up (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--prompts",
      defaultValue = "2500",
      description = "Size of the study: 45 comparisons per prompt (default: ${DEFAULT-VALUE}).")
  private int prompts;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /** One line of the table. */
  private record Line(
      VotesBench.Measured grouped, VotesBench.Measured oneByOne, OptionalDouble bare) {
    double ratio() {
      return grouped.perSecond() / oneByOne.perSecond();
    }

    JsonObject toJson() {
      JsonObject json =
          new JsonObject()
              .put("grouped", grouped.toJson())
              .put("one_by_one", oneByOne.toJson())
              .put("ratio", ratio());
      bare.ifPresent(b -> json.put("bare_inserts_per_second", b));
      return json;
    }
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("agon-bench");
    List<Line> lines = new ArrayList<>();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("database"))) {
      Main grouped =
          serve(postgres.address(), EnumSet.allOf(Role.class), GroupCommit.Limits.GROUPED);
      Main single =
          serve(postgres.address(), EnumSet.of(Role.WEB), GroupCommit.Limits.oneByOne(POOL));
      int most = clients.stream().mapToInt(Integer::intValue).max().orElse(1);
      BenchStore store = new BenchStore(grouped.pool());
      store.bareTable();
      BenchStore.Made study =
          store.create(GENERATORS, prompts, OVERLAP, 900, 2 * most * clients.size() + 2);
      BareInsert bare = new BareInsert(postgres.address());
      VotesBench bench = new VotesBench(grouped.vertx());
      int offset = 0;
      for (int c : clients) {
        VotesBench.Measured one =
            bench.run("127.0.0.1", single.config().port(), study, offset, c, seconds);
        VotesBench.Measured many =
            bench.run("127.0.0.1", grouped.config().port(), study, offset + c, c, seconds);
        offset += 2 * c;
        lines.add(new Line(many, one, bare.perSecond(c, (int) Math.ceil(seconds / 2))));
        if (!json) {
          print(lines.getLast(), lines.size() == 1);
        }
      }
      single.close().await();
      grouped.close().await();
    } finally {
      ScratchFolders.delete(folder);
    }
    if (json) {
      System.out.println(
          new JsonObject()
              .put("pool", POOL)
              .put("runs", new JsonArray(lines.stream().map(Line::toJson).toList()))
              .encodePrettily());
    }
    return 0;
  }

  private static Main serve(
      DatabaseAddress database, EnumSet<Role> roles, GroupCommit.Limits limits) {
    ServerConfig defaults = ServerConfig.defaults();
    ServerConfig config =
        new ServerConfig("127.0.0.1", 0, null, "", false, roles, null, POOL, defaults.instances());
    return Main.start(config, database, limits);
  }

  private static void print(Line line, boolean withHead) {
    if (withHead) {
      System.out.println(
          "         grouped                       one by one                     ratio  bare INSERT");
      System.out.println(
          "clients   votes/s  p50 ms  p99 ms       votes/s  p50 ms  p99 ms               tps  full vote's share");
    }
    System.out.printf(
        Locale.ROOT,
        "%7d %9.0f %7.1f %7.1f     %9.0f %7.1f %7.1f    %5.2f  %s%n",
        line.grouped.clients(),
        line.grouped.perSecond(),
        line.grouped.p50(),
        line.grouped.p99(),
        line.oneByOne.perSecond(),
        line.oneByOne.p50(),
        line.oneByOne.p99(),
        line.ratio(),
        line.bare.isPresent()
            ? String.format(
                Locale.ROOT,
                "%8.0f  %.2f",
                line.bare.getAsDouble(),
                line.grouped.perSecond() / line.bare.getAsDouble())
            : "  (no pgbench)");
    print("grouped", line.grouped.misses());
    print("one by one", line.oneByOne.misses());
  }

  private static void print(String how, ClientFailures misses) {
    if (misses.total() > 0) {
      System.out.println("        not taken " + how + ": " + misses);
    }
  }
}
