package dev.agon.server;

import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.Sse;
import dev.agon.server.http.TestSite;
import dev.agon.server.http.session.TestSessions;
import dev.agon.server.job.JobStore;
import dev.agon.server.job.JobVerticle;
import dev.agon.server.sql.Lease;
import dev.agon.server.study.analyses.AnalysisWork;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The admin's study pages served for real, with a signed-in admin. */
public final class StudySite implements AutoCloseable {
  public final TestSite site;

  /** The cookie of an admin's session. */
  public final String admin;

  /** Studies whose boards were asked to follow. */
  public final List<Long> changed = new CopyOnWriteArrayList<>();

  private @Nullable StudyPages pages;

  private StudySite() {
    this.site = TestSite.start(this::mount);
    long id =
        site.pool
            .query("insert into admin (name, password_hash) values ('Ada', 'x') returning id")
            .execute()
            .await()
            .iterator()
            .next()
            .getLong("id");
    this.admin = "agon_admin=" + TestSessions.ofAdmin(site.store, id);
  }

  public static StudySite start() {
    return new StudySite();
  }

  /** Called by each event loop. */
  private synchronized void mount(TestSite test, SiteRouter router) {
    StudyPages known = pages;
    if (known == null) {
      known =
          new StudyPages(
              new StudyPages.Ground(
                  test.vertx, test.config, test.database.address(), test.pool, test.votePool),
              test.pages,
              test.store,
              (actor, action, study, detail) -> audit(test, actor, action, study, detail),
              new Sse(test.vertx, 100, 100),
              changed::add);
      pages = known;
      test.vertx.deployVerticle(known.importer());
      JobStore jobs = new JobStore(test.pool);
      Exporter exporter = new Exporter(test.database.address(), StudyPages.dictionary());
      test.vertx.deployVerticle(
          new JobVerticle(
              jobs, List.of(new AnalysisWork(test.vertx, exporter)), Lease.newHolder(), 1));
    }
    known.mount(router);
  }

  private static Future<Void> audit(
      TestSite test, String actor, String action, @Nullable Long study, JsonObject detail) {
    return test.pool
        .preparedQuery("insert into audit (actor, action, study, detail) values ($1, $2, $3, $4)")
        .execute(Tuple.of(actor, action, study, detail))
        .mapEmpty();
  }

  /** What was written down, oldest first. */
  public List<String> audited() {
    List<String> actions = new ArrayList<>();
    site.pool
        .query("select actor || ' ' || action as line from audit order by id")
        .execute()
        .await()
        .forEach(row -> actions.add(row.getString("line")));
    return actions;
  }

  @Override
  public void close() {
    site.close();
  }
}
