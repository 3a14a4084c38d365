package dev.agon.cli.bench;

import dev.agon.server.config.FreePort;
import dev.agon.server.sql.EmbeddedPostgres;
import dev.agon.server.sql.Migrations;
import dev.agon.server.sql.Pools;
import dev.agon.table.Count;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One run of clients against web processes that are stopped in turn, as an update does. */
final class StopsRun {
  private static final int GENERATORS = 8;
  private static final int PROMPTS = 4_000;
  private static final int OVERLAP = 3;
  private static final int LEASE_SECONDS = 120;
  private static final int MEMBERS = 4;
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** So long all processes take votes between two stops. */
  private static final long BETWEEN_MS = 3_000;

  private final int clients;
  private final int stops;
  private final int drain;
  private final long seed;
  private final Consumer<String> progress;

  StopsRun(int clients, int stops, int drain, long seed, Consumer<String> progress) {
    this.clients = clients;
    this.stops = stops;
    this.drain = drain;
    this.seed = seed;
    this.progress = progress;
  }

  /** A web process and where it says whether it is ready. */
  private record Web(ChildProcess process, int management) {}

  FaultsRun.Report run() throws IOException {
    Path folder = Files.createTempDirectory("agon-stops");
    Vertx vertx = Vertx.vertx();
    FaultsRun.Report report;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("database"))) {
      Migrations.run(postgres.address());
      BenchStore store = new BenchStore(Pools.create(vertx, postgres.address(), 4));
      BenchStore.Made study =
          store.create(GENERATORS, PROMPTS, OVERLAP, LEASE_SECONDS, 100 * clients);
      report = behindBalancer(folder, vertx, FaultsRun.environment(postgres), store, study);
    } finally {
      vertx.close().await();
    }
    if (report.broken().isEmpty()) {
      ScratchFolders.delete(folder);
    } else {
      progress.accept("the processes' logs are kept in " + folder);
    }
    return report;
  }

  private FaultsRun.Report behindBalancer(
      Path folder,
      Vertx vertx,
      Map<String, String> environment,
      BenchStore store,
      BenchStore.Made study)
      throws IOException {
    int port = FreePort.first(2 * MEMBERS);
    List<Web> web = new ArrayList<>();
    try (ChildProcess one = web(folder, environment, port + 1, port + 3);
        ChildProcess two = web(folder, environment, port + 2, port + 4);
        ChildProcess ranker = process(folder, "ranker", environment, "--roles", "ranker");
        Balancer _ =
            new Balancer(folder, port, List.of(port + 1, port + 2), List.of(port + 3, port + 4))) {
      web.add(new Web(one, port + 3));
      web.add(new Web(two, port + 4));
      one.start();
      two.start();
      ranker.start();
      Readings readings = new Readings(vertx);
      web.forEach(each -> await(START, () -> readings.status(each.management()) == 200));
      pause(BETWEEN_MS);
      return vote(vertx, store, study, port, web, readings);
    }
  }

  private ChildProcess web(Path folder, Map<String, String> environment, int port, int management) {
    return process(
        folder,
        "web-" + port,
        environment,
        "--roles",
        "web",
        "--port",
        Integer.toString(port),
        "--allow-host",
        "127.0.0.1",
        "--management-port",
        Integer.toString(management),
        "--drain",
        Integer.toString(drain));
  }

  private static ChildProcess process(
      Path folder, String name, Map<String, String> environment, String... options) {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    arguments.addAll(List.of(options));
    arguments.addAll(
        List.of(
            "--cluster",
            Path.of(System.getProperty("agon.home", "."), "cluster-config/hazelcast-loopback.xml")
                .toString()));
    return new ChildProcess(
        folder.resolve(name + ".log"), environment, arguments.toArray(String[]::new));
  }

  private FaultsRun.Report vote(
      Vertx vertx,
      BenchStore store,
      BenchStore.Made study,
      int port,
      List<Web> web,
      Readings readings) {
    long start = System.nanoTime();
    RestlessCrowd crowd = RestlessCrowd.at(vertx, port, study, clients, CONNECT, Long.MAX_VALUE);
    crowd.start(clients, seed);
    List<String> broken = new ArrayList<>();
    pause(BETWEEN_MS);
    for (int k = 0; k < stops; k++) {
      stop(k + 1, web.get(k % web.size()), readings, crowd, broken);
      pause(BETWEEN_MS);
    }
    crowd.stop();
    if (crowd.retries() > 0) {
      broken.add(Count.of(crowd.retries(), "request") + " cut, refused or failed");
    }
    return FaultsRun.audit(store, study, crowd, stops, start, broken);
  }

  private void stop(
      int number, Web web, Readings readings, RestlessCrowd crowd, List<String> broken) {
    int inFlight = crowd.inFlight();
    web.process().signal("TERM");
    if (!await(STOP, () -> readings.status(web.management()) != 200)) {
      broken.add("stop " + number + ": the process stayed ready");
    } else if (readings.status(web.management()) != 503) {
      broken.add("stop " + number + ": the process was gone before it said that it is not ready");
    }
    OptionalInt code = web.process().exitCode(STOP);
    if (code.isEmpty() || code.getAsInt() != 0) {
      broken.add("stop " + number + ": exit code " + code);
    }
    progress.accept(
        "stop %d: %s in flight, %s so far"
            .formatted(
                number, Count.of(inFlight, "request"), Count.of(crowd.receipts(), "receipt")));
    web.process().start();
    if (!await(START, () -> readings.status(web.management()) == 200)) {
      broken.add("stop " + number + ": the process did not become ready again");
    }
  }

  /** What processes say of themselves. */
  private static final class Readings {
    private final WebClient client;

    Readings(Vertx vertx) {
      client = WebClient.create(vertx);
    }

    /** The status of readiness; 0 where nobody answers. */
    int status(int management) {
      try {
        return client
            .get(management, "127.0.0.1", "/health/ready")
            .timeout(3_000)
            .send()
            .await()
            .statusCode();
      } catch (Exception e) {
        // A Vert.x future throws its cause as it is, checked or not.
        return 0;
      }
    }
  }

  private static boolean await(Duration patience, BooleanSupplier condition) {
    long until = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      pause(100);
    }
    return true;
  }

  private static void pause(long milliseconds) {
    FaultsRun.pause(milliseconds);
  }
}
