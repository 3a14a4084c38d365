package dev.agon.server;

import dev.agon.server.bus.Address;
import dev.agon.server.bus.VertxFactory;
import dev.agon.server.bus.VotesRecorded;
import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.core.LeaseStore;
import dev.agon.server.http.WebVerticle;
import dev.agon.server.ranking.rank.BatchStore;
import dev.agon.server.ranking.rank.BatcherVerticle;
import dev.agon.server.ranking.rank.EventStore;
import dev.agon.server.ranking.rank.LeaderboardStore;
import dev.agon.server.ranking.rank.RankerVerticle;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.Migrations;
import dev.agon.server.training.TrainingPolicyStore;
import dev.agon.server.training.run.TrainingBatcherVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Pool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One serving process: wires the features for its roles. */
public final class Main {
  private static final int RANKER_WORKERS =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final Vertx vertx;
  private final Connections connections;
  private final ServerConfig config;

  private Main(Vertx vertx, Connections connections, ServerConfig config) {
    this.vertx = vertx;
    this.connections = connections;
    this.config = config;
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
    Vertx vertx = VertxFactory.create(options, config.clusterFile()).await();
    try {
      Connections connections = Connections.create(vertx, database, config);
      Main main = new Main(vertx, connections, config);
      // Here and not on an event loop, which loading hundreds of classes would hold up.
      Site site = config.roles().contains(Role.WEB) ? main.site(database, limits) : null;
      connections.open().await();
      return main.deploy(site).await();
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
            this::eventsCommitted);
    site.load();
    return site;
  }

  private Future<Main> deploy(@Nullable Site site) {
    return rank()
        .compose(ranking -> rewards())
        .compose(scoring -> site == null ? Future.succeededFuture(this) : web(site));
  }

  private Future<?> rewards() {
    return new RewardRoles(vertx, connections.pool(), config).deploy();
  }

  private Future<?> rank() {
    if (!config.roles().contains(Role.RANKER)) {
      return Future.succeededFuture();
    }
    Pool pool = connections.pool();
    return vertx.deployVerticle(
        new RankerVerticle(
            new LeaseStore(pool, LeaseStore.Work.RANKING),
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
                vertx.deployVerticle(new TrainingBatcherVerticle(new TrainingPolicyStore(pool))))
        .compose(batcher -> vertx.deployVerticle(site.feed()))
        .compose(feed -> WebVerticle.deploy(vertx, config, site::router))
        .map(port -> new Main(vertx, connections, config.withPort(port)));
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

  /** Answers what is under way, gives leases of studies back, and ends. */
  public Future<Void> close() {
    List<Future<Void>> stopped = vertx.deploymentIDs().stream().map(vertx::undeploy).toList();
    return Future.join(stopped).otherwiseEmpty().compose(done -> vertx.close());
  }
}
