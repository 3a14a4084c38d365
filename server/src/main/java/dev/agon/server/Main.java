package dev.agon.server;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.VotesRecorded;
import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.http.WebVerticle;
import dev.agon.server.job.JobStore;
import dev.agon.server.job.JobVerticle;
import dev.agon.server.job.Jobs;
import dev.agon.server.management.Meters;
import dev.agon.server.ranking.rank.BatchStore;
import dev.agon.server.ranking.rank.BatcherVerticle;
import dev.agon.server.ranking.rank.EventStore;
import dev.agon.server.ranking.rank.LeaderboardStore;
import dev.agon.server.ranking.rank.LeaseStore;
import dev.agon.server.ranking.rank.RankerVerticle;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.Lease;
import dev.agon.server.sql.Migrations;
import dev.agon.server.study.analyses.AnalysisWork;
import dev.agon.server.training.TrainingPolicyStore;
import dev.agon.server.training.run.TrainingBatcherVerticle;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One serving process: wires the features for its roles. */
public final class Main {
  private static final int RANKER_WORKERS =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final Vertx vertx;
  private final Connections connections;
  private final ServerConfig config;
  private final Operation operation;

  /** What the web role serves; null without that role and until it serves. */
  private final @Nullable Site site;

  private @Nullable Future<Void> closing;

  private Main(
      Vertx vertx,
      Connections connections,
      ServerConfig config,
      Operation operation,
      @Nullable Site site) {
    this.vertx = vertx;
    this.connections = connections;
    this.config = config;
    this.operation = operation;
    this.site = site;
  }

  /** Serves on a database, which is migrated first; blocks until it does. */
  public static Main start(ServerConfig config, DatabaseAddress database) {
    return start(config, database, GroupCommit.Limits.GROUPED);
  }

  /** As {@link #start(ServerConfig, DatabaseAddress)}, with limits of its own for group commit. */
  public static Main start(
      ServerConfig config, DatabaseAddress database, GroupCommit.Limits limits) {
    Migrations.run(database);
    VertxOptions options = new VertxOptions().setPreferNativeTransport(true);
    MeterRegistry meters = Meters.of(config.operation());
    Vertx vertx = Operation.vertx(meters, options, config.clusterFile()).await();
    try {
      Connections connections = Connections.create(vertx, database, config);
      Operation operation = new Operation(vertx, config.operation(), connections.pool(), meters);
      Main main = new Main(vertx, connections, config, operation, null);
      // Here and not on an event loop, which loading hundreds of classes would hold up.
      Site site = config.roles().contains(Role.WEB) ? main.site(database, limits) : null;
      connections.open().await();
      return main.deploy(site, database).await();
    } catch (Throwable failure) {
      vertx.close().await();
      throw failure;
    }
  }

  private Site site(DatabaseAddress database, GroupCommit.Limits limits) {
    Site site =
        new Site(
            new StudyPages.Ground(
                vertx, config, database, connections.pool(), connections.votePool()),
            limits,
            operation.watch(),
            this::eventsCommitted);
    site.load();
    return site;
  }

  private Future<Main> deploy(@Nullable Site site, DatabaseAddress database) {
    return operation
        .deploy()
        .compose(watching -> rank())
        .compose(ranking -> rewards())
        .compose(scoring -> analyse(database))
        .compose(analysing -> site == null ? Future.succeededFuture(this) : web(site))
        .onSuccess(deployed -> operation.watch().readiness().serve());
  }

  private Future<?> rewards() {
    return new RewardRoles(vertx, connections.pool(), config).deploy();
  }

  private Jobs jobs() {
    return new Jobs(vertx, new JobStore(connections.pool()));
  }

  private Future<?> analyse(DatabaseAddress database) {
    if (!config.roles().contains(Role.ANALYST)) {
      return Future.succeededFuture();
    }
    Exporter exporter = new Exporter(database, StudyPages.dictionary());
    return vertx.deployVerticle(
        new JobVerticle(
            new JobStore(connections.pool()),
            List.of(new AnalysisWork(vertx, exporter)),
            Lease.newHolder(),
            1));
  }

  private Future<?> rank() {
    if (!config.roles().contains(Role.RANKER)) {
      return Future.succeededFuture();
    }
    Pool pool = connections.pool();
    return vertx.deployVerticle(
        new RankerVerticle(
            new LeaseStore(pool),
            new EventStore(pool),
            new LeaderboardStore(pool),
            RANKER_WORKERS));
  }

  private Future<Main> web(Site site) {
    Pool pool = connections.pool();
    return vertx
        .deployVerticle(new BatcherVerticle(new BatchStore(pool)))
        .compose(
            batcher ->
                vertx.deployVerticle(
                    new TrainingBatcherVerticle(new TrainingPolicyStore(pool), jobs())))
        .compose(batcher -> vertx.deployVerticle(site.importer()))
        .compose(importer -> vertx.deployVerticle(site.feed()))
        .compose(feed -> WebVerticle.deploy(vertx, config, site::router))
        .map(port -> new Main(vertx, connections, config.withPort(port), operation, site));
  }

  /** Only a wake-up: a lost one costs a second. */
  private void eventsCommitted(long study) {
    vertx.eventBus().publish(Address.VOTES_RECORDED, new VotesRecorded(study).toJson());
  }

  /** The settings in force, with the port that is listened on. */
  public ServerConfig config() {
    return config;
  }

  /** For clients that live in the same process. */
  public Vertx vertx() {
    return vertx;
  }

  /** For commands that work beside the server. */
  public Pool pool() {
    return connections.pool();
  }

  /** Where health and metrics are read; nothing where no management port was asked for. */
  public Optional<String> managementUrl() {
    return operation.url();
  }

  /**
   * Says that it is not ready, goes on for as long as balancers need to notice, answers what is
   * under way, gives leases of studies back, and ends.
   */
  public synchronized Future<Void> close() {
    if (closing == null) {
      closing = stop();
    }
    return closing;
  }

  private Future<Void> stop() {
    operation.watch().readiness().stop();
    return drain()
        .compose(drained -> Future.join(undeployed()).otherwiseEmpty())
        .compose(done -> site == null ? Future.succeededFuture() : site.close())
        .eventually(vertx::close);
  }

  /** Belongs to no event loop: what comes after the last one has ended must still be called. */
  private Future<Void> drain() {
    long milliseconds = config.operation().drain().toMillis();
    Promise<Void> drained = Promise.promise();
    if (milliseconds == 0 || !config.roles().contains(Role.WEB)) {
      drained.complete();
    } else {
      vertx.setTimer(milliseconds, timer -> drained.complete());
    }
    return drained.future();
  }

  /** All but what tells how the end goes on. */
  private List<Future<Void>> undeployed() {
    return vertx.deploymentIDs().stream()
        .filter(id -> !operation.isDeployedAs(id))
        .map(vertx::undeploy)
        .toList();
  }
}
