package dev.agon.cli.bench;

import dev.agon.server.config.FreePort;
import dev.agon.server.sql.EmbeddedPostgres;
import dev.agon.server.sql.Migrations;
import dev.agon.server.sql.Pools;
import dev.agon.table.Count;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One run of restless clients against processes that are killed, and the audit after it. */
public final class FaultsRun {
  private static final int GENERATORS = 8;
  private static final int OVERLAP = 3;
  private static final int LEASE_SECONDS = 15;
  private static final int MEMBERS = 4;
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final long CATCH_UP_MS = 60_000;

  private final long votes;
  private final int clients;
  private final int kills;
  private final Random random;
  private final long seed;
  private final Consumer<String> progress;

  /**
   * A run that has not begun.
   *
   * @param votes receipts to collect at least
   * @param kills processes to kill meanwhile; 0 for load alone
   */
  public FaultsRun(long votes, int clients, int kills, long seed, Consumer<String> progress) {
    this.votes = votes;
    this.clients = clients;
    this.kills = kills;
    this.seed = seed;
    this.random = new Random(seed);
    this.progress = progress;
  }

  /**
   * What was found.
   *
   * @param receipts votes that a client was told are committed
   * @param rows votes in the database
   * @param standing votes that stand, as the rows say
   * @param watermark of the board
   * @param broken promises that did not hold; empty when all did
   */
  public record Report(
      long receipts,
      long rows,
      long standing,
      long watermark,
      int kills,
      long retries,
      long leasesLost,
      double seconds,
      List<String> broken) {
    JsonObject toJson() {
      return new JsonObject()
          .put("receipts", receipts)
          .put("rows", rows)
          .put("standing", standing)
          .put("watermark", watermark)
          .put("kills", kills)
          .put("retries", retries)
          .put("leases_lost", leasesLost)
          .put("seconds", seconds)
          .put("broken", new JsonArray(broken));
    }
  }

  /** Runs, audits and cleans up. */
  public Report run() throws IOException {
    Path folder = Files.createTempDirectory("agon-faults");
    Vertx vertx = Vertx.vertx();
    Report report;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("database"))) {
      Migrations.run(postgres.address());
      Pool pool = Pools.create(vertx, postgres.address(), 4);
      report = withStudy(folder, vertx, postgres, new BenchStore(pool));
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

  private Report withStudy(Path folder, Vertx vertx, EmbeddedPostgres postgres, BenchStore store)
      throws IOException {
    int prompts = (int) (votes / (GENERATORS * (GENERATORS - 1) / 2 * OVERLAP)) * 5 / 4 + 2;
    int leavers = (int) (votes / 20) + 20 * clients;
    BenchStore.Made study =
        store.create(GENERATORS, prompts, OVERLAP, LEASE_SECONDS, clients + leavers);
    int port = FreePort.first(MEMBERS);
    Map<String, String> environment = environment(postgres);
    String cluster =
        Path.of(System.getProperty("agon.home", "."), "cluster-config/hazelcast-loopback.xml")
            .toString();
    try (ChildProcess web =
            new ChildProcess(
                folder.resolve("web.log"),
                environment,
                "serve",
                "--roles",
                "web",
                "--port",
                Integer.toString(port),
                "--cluster",
                cluster);
        ChildProcess ranker =
            new ChildProcess(
                folder.resolve("ranker.log"),
                environment,
                "serve",
                "--roles",
                "ranker",
                "--cluster",
                cluster)) {
      web.start();
      ranker.start();
      return vote(vertx, store, study, port, List.of(web, ranker), postgres);
    }
  }

  private Report vote(
      Vertx vertx,
      BenchStore store,
      BenchStore.Made study,
      int port,
      List<ChildProcess> processes,
      EmbeddedPostgres postgres) {
    long start = System.nanoTime();
    RestlessCrowd crowd =
        RestlessCrowd.at(vertx, port, study, clients, CONNECT, kills == 0 ? votes : Long.MAX_VALUE);
    crowd.start(clients, seed);
    int killed = 0;
    long before = 0;
    while (killed < kills && crowd.isVoting()) {
      pause(300 + random.nextInt(1_200));
      restartFallen(processes);
      if (crowd.inFlight() > 0 && crowd.receipts() > before) {
        kill(processes, postgres, ++killed, crowd);
        before = crowd.receipts() + clients;
      }
    }
    while (crowd.receipts() < votes && crowd.isVoting()) {
      pause(200);
      restartFallen(processes);
    }
    crowd.stop();
    return audit(store, study, crowd, killed, start, List.of());
  }

  /** What a supervisor does: a process that ended by itself is started again. */
  private void restartFallen(List<ChildProcess> processes) {
    for (ChildProcess process : processes) {
      if (!process.isAlive()) {
        progress.accept("a process had ended by itself and is started again");
        process.start();
      }
    }
  }

  private void kill(
      List<ChildProcess> processes, EmbeddedPostgres postgres, int number, RestlessCrowd crowd) {
    int victim = random.nextInt(processes.size() + 1);
    int inFlight = crowd.inFlight();
    if (victim == processes.size()) {
      ProcessHandle.of(postgres.pid()).ifPresent(ProcessHandle::destroyForcibly);
    } else {
      processes.get(victim).kill();
      processes.get(victim).start();
    }
    String name = victim == 0 ? "web" : victim == 1 ? "ranker" : "postgres";
    progress.accept(
        "kill %d: %s with %s in flight, %s so far"
            .formatted(
                number,
                name,
                Count.of(inFlight, "request"),
                Count.of(crowd.receipts(), "receipt")));
  }

  /**
   * Compares receipts, rows and board once nobody votes any more.
   *
   * @param before promises that were seen to break meanwhile
   */
  static Report audit(
      BenchStore store,
      BenchStore.Made study,
      RestlessCrowd crowd,
      int killed,
      long start,
      List<String> before) {
    List<String> broken = new ArrayList<>(before);
    broken.addAll(crowd.complaints());
    Map<UUID, Long> rows = store.receipts(study.id());
    Map<UUID, Long> receipts = crowd.receiptsByKey();
    receipts.forEach(
        (key, number) -> {
          if (!number.equals(rows.get(key))) {
            broken.add("receipt " + number + " of key " + key + " has the row " + rows.get(key));
          }
        });
    if (rows.size() != receipts.size()) {
      broken.add(rows.size() + " rows but " + receipts.size() + " receipts");
    }
    store.violations(study.id()).forEach((promise, n) -> broken.add(promise + ": " + n));
    long standing = store.standing(study.id());
    BenchStore.Counted board = caughtUp(store, study);
    if (board.watermark() != store.clock(study.id())) {
      broken.add("the board stands at " + board.watermark() + " of " + store.clock(study.id()));
    }
    if (board.votes() != standing) {
      broken.add("the board counts " + board.votes() + " votes, " + standing + " stand");
    }
    return new Report(
        receipts.size(),
        rows.size(),
        standing,
        board.watermark(),
        killed,
        crowd.retries(),
        crowd.leasesLost(),
        (System.nanoTime() - start) / 1e9,
        broken);
  }

  private static BenchStore.Counted caughtUp(BenchStore store, BenchStore.Made study) {
    long until = System.currentTimeMillis() + CATCH_UP_MS;
    BenchStore.Counted board = store.board(study.id());
    while (board.watermark() < store.clock(study.id()) && System.currentTimeMillis() < until) {
      pause(100);
      board = store.board(study.id());
    }
    return board;
  }

  /** The database, and a cluster of this run's own on ports of its own. */
  static Map<String, String> environment(EmbeddedPostgres postgres) throws IOException {
    int port = FreePort.first(MEMBERS);
    String members =
        IntStream.range(port, port + MEMBERS)
            .mapToObj(p -> "127.0.0.1:" + p)
            .collect(Collectors.joining(","));
    return Map.of(
        "AGON_DATABASE",
        postgres.address().secretUrl(),
        "AGON_CLUSTER_NAME",
        "faults-" + UUID.randomUUID(),
        "AGON_CLUSTER_PORT",
        Integer.toString(port),
        "AGON_CLUSTER_MEMBERS",
        members);
  }

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
