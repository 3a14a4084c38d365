package dev.agon.server;

import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.TestSite;
import dev.agon.server.study.CrowdRoutes;
import dev.agon.server.study.CrowdStore;
import dev.agon.server.study.DeskRoutes;
import dev.agon.server.study.ImportJobRoutes;
import dev.agon.server.study.ImportJobStore;
import dev.agon.server.study.ImportJobs;
import dev.agon.server.study.ImportRoutes;
import dev.agon.server.study.MachineRoutes;
import dev.agon.server.study.ReportRoutes;
import dev.agon.server.study.ReportStore;
import dev.agon.server.study.SettingsRoutes;
import dev.agon.server.study.StudyFiguresStore;
import dev.agon.server.study.StudyImport;
import dev.agon.server.study.StudyListRoutes;
import dev.agon.server.study.StudyListStore;
import dev.agon.server.study.StudyRoutes;
import dev.agon.server.study.StudyStore;
import dev.agon.server.study.UploadFolder;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The admin's study pages served for real, with a signed-in admin. */
public final class StudySite implements AutoCloseable {
  private static final Path DICTIONARY =
      Path.of(System.getProperty("agon.home"), "docs", "data-dictionary.md");

  public final TestSite site;

  /** The cookie of an admin's session. */
  public final String admin;

  /** Studies whose boards were asked to follow. */
  public final List<Long> changed = new CopyOnWriteArrayList<>();

  private @Nullable UploadFolder folder;
  private @Nullable ImportJobs jobs;
  private @Nullable StudyImport work;

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
    this.admin = "agon_admin=" + site.store.openAdmin(id).await();
  }

  public static StudySite start() {
    return new StudySite();
  }

  private synchronized void mount(TestSite test, SiteRouter router) {
    StudyStore studies = new StudyStore(test.pool);
    StudyFiguresStore figures = new StudyFiguresStore(test.pool);
    CrowdStore crowd = new CrowdStore(test.pool);
    ImportJobStore jobStore = new ImportJobStore(test.pool);
    DeskRoutes desk =
        new DeskRoutes(studies, test.pages, (a, b, c, d) -> audit(test, a, b, c, d), test.config);
    UploadFolder uploads = uploads(test);
    StudyImport importer = work;
    ImportJobs running = jobs;
    if (importer == null || running == null) {
      importer = new StudyImporter(test.vertx, test.database.address());
      running = new ImportJobs(test.vertx, jobStore, importer, uploads);
      work = importer;
      jobs = running;
    }
    new StudyListRoutes(desk, new StudyListStore(test.pool)).mount(router);
    StudyExporter exporter = new StudyExporter(test.vertx, test.database.address(), DICTIONARY);
    new StudyRoutes(desk, studies, figures, exporter).mount(router);
    new SettingsRoutes(desk, studies, figures).mount(router);
    new CrowdRoutes(desk, crowd, test.store, figures, changed::add).mount(router);
    new MachineRoutes(desk, crowd, test.store).mount(router);
    new ReportRoutes(desk, new ReportStore(test.pool), figures).mount(router);
    new ImportRoutes(desk, jobStore, running, uploads).mount(router);
    new ImportJobRoutes(desk, jobStore, running, importer).mount(router);
  }

  private UploadFolder uploads(TestSite test) {
    UploadFolder known = folder;
    if (known == null) {
      try {
        known = new UploadFolder(test.vertx, Files.createTempDirectory("agon-test-uploads"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      folder = known;
    }
    return known;
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
    List<String> actions = new CopyOnWriteArrayList<>();
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
