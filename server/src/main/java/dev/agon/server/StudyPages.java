package dev.agon.server;

import dev.agon.server.config.ServerConfig;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.http.Audit;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.Sse;
import dev.agon.server.http.session.SessionStore;
import dev.agon.server.job.JobStore;
import dev.agon.server.job.JobVerticle;
import dev.agon.server.job.Jobs;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.Lease;
import dev.agon.server.study.DeskRoutes;
import dev.agon.server.study.StudyStore;
import dev.agon.server.study.analyses.AnalysisRoutes;
import dev.agon.server.study.analyses.AnalysisStore;
import dev.agon.server.study.crowd.CrowdRoutes;
import dev.agon.server.study.crowd.CrowdStore;
import dev.agon.server.study.crowd.MachineRoutes;
import dev.agon.server.study.exports.ExportRoutes;
import dev.agon.server.study.exports.ExportThreads;
import dev.agon.server.study.imports.ImportJobRoutes;
import dev.agon.server.study.imports.ImportJobWork;
import dev.agon.server.study.imports.ImportJobs;
import dev.agon.server.study.imports.ImportRoutes;
import dev.agon.server.study.imports.ImportThreads;
import dev.agon.server.study.imports.UploadFolder;
import dev.agon.server.study.jobs.JobFeed;
import dev.agon.server.study.jobs.JobRoutes;
import dev.agon.server.study.overview.ReportRoutes;
import dev.agon.server.study.overview.ReportStore;
import dev.agon.server.study.overview.StudyFiguresStore;
import dev.agon.server.study.overview.StudyListRoutes;
import dev.agon.server.study.overview.StudyListStore;
import dev.agon.server.study.overview.StudyRoutes;
import dev.agon.server.study.settings.ConditionsRoutes;
import dev.agon.server.study.settings.ConditionsStore;
import dev.agon.server.study.settings.QuestionsRoutes;
import dev.agon.server.study.settings.QuestionsStore;
import dev.agon.server.study.settings.SettingsRoutes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The admin's pages about studies, wired: stores and jobs once a process. */
final class StudyPages {
  /**
   * What a process stands on.
   *
   * @param votePool the connections of votes and draws, whose statements are planned once
   */
  record Ground(
      Vertx vertx, ServerConfig config, DatabaseAddress database, Pool pool, Pool votePool) {
    /** Work that takes longer than a request. */
    Jobs jobs() {
      return new Jobs(vertx, new JobStore(pool));
    }
  }

  private static final int IMPORTS_AT_ONCE = 3;

  private final List<Consumer<SiteRouter>> routes;
  private final JobVerticle importer;
  private final UploadFolder uploads;

  /**
   * Wires the pages.
   *
   * @param events streams of what moves
   * @param changed is told the study of every exclusion, so that its board follows
   */
  StudyPages(
      Ground ground,
      Pages pages,
      SessionStore sessions,
      Audit audit,
      Sse events,
      LongConsumer changed) {
    Pool pool = ground.pool;
    Jobs jobs = ground.jobs();
    String node = Lease.newHolder();
    StudyStore studies = new StudyStore(pool);
    StudyFiguresStore figures = new StudyFiguresStore(pool);
    CrowdStore crowd = new CrowdStore(pool);
    uploads = UploadFolder.temporary(ground.vertx);
    ImportThreads threads = new ImportThreads(ground.vertx, ground.database);
    ImportJobs imports = new ImportJobs(jobs, threads, uploads, node);
    importer =
        new JobVerticle(
            jobs.store(), List.of(new ImportJobWork(threads, uploads)), node, IMPORTS_AT_ONCE);
    ExportThreads exports =
        new ExportThreads(ground.vertx, new Exporter(ground.database, dictionary()));
    JobFeed feed = new JobFeed(ground.vertx, jobs.store(), events);
    DeskRoutes desk = new DeskRoutes(studies, pages, audit, ground.config);
    routes =
        List.of(
            new StudyListRoutes(desk, new StudyListStore(pool))::mount,
            new StudyRoutes(desk, studies, figures)::mount,
            new ExportRoutes(desk, exports, jobs, node)::mount,
            new AnalysisRoutes(desk, new AnalysisStore(pool), jobs)::mount,
            new JobRoutes(desk, jobs.store(), feed, events)::mount,
            new SettingsRoutes(desk, studies, figures)::mount,
            new QuestionsRoutes(desk, new QuestionsStore(pool, studies))::mount,
            new ConditionsRoutes(desk, new ConditionsStore(pool, studies))::mount,
            new CrowdRoutes(desk, crowd, sessions, figures, changed)::mount,
            new MachineRoutes(desk, crowd, sessions)::mount,
            new ReportRoutes(desk, new ReportStore(pool), figures)::mount,
            new ImportRoutes(desk, studies, imports, uploads)::mount,
            new ImportJobRoutes(desk, imports)::mount,
            new RewardPages(ground, desk, pages, audit)::mount);
  }

  /** Does the imports of this node; to be deployed once. */
  JobVerticle importer() {
    return importer;
  }

  static Path dictionary() {
    return Path.of(System.getProperty("agon.home", "."), "docs", "data-dictionary.md");
  }

  /** Declares the routes on one event loop's router. */
  void mount(SiteRouter site) {
    routes.forEach(route -> route.accept(site));
  }

  /** Deletes uploads that nobody will read any more: they belong to this process. */
  Future<Void> close() {
    return uploads.close();
  }
}
