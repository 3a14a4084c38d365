package dev.agon.server.study.imports;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.exchange.FileStart;
import dev.agon.server.exchange.ImportRequest;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.job.JobStore;
import dev.agon.server.job.JobVerticle;
import dev.agon.server.job.JobView;
import dev.agon.server.job.Jobs;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.Lease;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ImportJobsTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  @TempDir Path folder = Path.of("");
  private ImportJobs imports;
  private Slow work;
  private String worker;

  @BeforeEach
  void newNode() {
    Jobs jobs = new Jobs(DATABASE.vertx(), new JobStore(DATABASE.pool()));
    String node = Lease.newHolder();
    UploadFolder uploads = UploadFolder.temporary(DATABASE.vertx(), folder);
    work = new Slow();
    imports = new ImportJobs(jobs, work, uploads, node);
    worker =
        await(
            DATABASE
                .vertx()
                .deployVerticle(
                    new JobVerticle(
                        jobs.store(), List.of(new ImportJobWork(work, uploads)), node, 3)));
  }

  @AfterEach
  void stop() {
    await(DATABASE.vertx().undeploy(worker));
  }

  /** Work that goes on until it is told to end. */
  private static final class Slow implements ImportWork {
    private final Promise<ImportReport> outcome = Promise.promise();

    @Override
    public Future<List<FileStart>> look(List<UploadedFile> files, BooleanSupplier gone) {
      return Future.succeededFuture(
          files.stream()
              .map(f -> new FileStart(List.of("prompt"), List.of(), ImportKind.PROMPTS, null))
              .toList());
    }

    @Override
    public Run begin(
        ImportRequest request, List<UploadedFile> files, boolean keep, ImportProgress progress) {
      progress.reading(500, 1000, 7);
      return new Run() {
        @Override
        public Future<ImportReport> outcome() {
          return outcome.future();
        }

        @Override
        public void cancel() {
          outcome.tryFail(new CancellationException());
        }
      };
    }
  }

  private long begun() throws IOException {
    Path incoming = Files.writeString(folder.resolve("incoming-" + UUID.randomUUID()), "{}");
    ImportPlan draft =
        new ImportPlan(
            UUID.randomUUID(), "slow", "Slow", 3, null, new JsonObject(), new JsonArray(), false);
    return await(
        imports.begin(
            draft, null, List.of(new UploadedFile("a.jsonl", incoming)), "Ada", () -> false));
  }

  private ImportJob wait(long job, Predicate<ImportJob> until) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInSameThread()
        .until(() -> await(imports.find(job)).orElseThrow(), until);
  }

  private ImportJob wait(long job, String state) {
    return wait(job, now -> now.state().equals(state));
  }

  @Test
  void a_wish_to_cancel_reaches_the_import() throws IOException {
    long job = begun();
    ImportJob told = wait(job, now -> now.job().step() != null);

    assertThat(await(imports.cancel(told))).isTrue();

    assertThat(wait(job, "cancelled").job().open()).isFalse();
  }

  @Test
  void the_row_says_how_far_the_import_is() throws IOException {
    long job = begun();

    ImportJob now = wait(job, found -> found.job().progress().containsKey("rows"));

    JobView view = JobView.of(now.job());
    assertThat(view.word()).isEqualTo("checking");
    assertThat(view.percent()).isEqualTo(25);
    assertThat(view.rows()).isEqualTo(7);
    work.outcome.fail(new CancellationException());
    wait(job, "cancelled");
  }

  @Test
  void an_import_that_fails_ends_as_failed_and_can_be_checked_again() throws IOException {
    long job = begun();

    work.outcome.fail("the disk is full");

    ImportJob failed = wait(job, "failed");
    assertThat(failed.result().getString("why")).isEqualTo("unexpected");
    assertThat(await(imports.check(failed, "prompts", new JsonObject()))).isTrue();
  }

  @Test
  void an_import_whose_server_has_gone_says_that_its_files_are_gone() throws IOException {
    long job = begun();
    work.outcome.fail("the disk is full");
    ImportJob failed = wait(job, "failed");
    await(imports.cancel(failed));
    ImportJob givenUp = wait(job, "cancelled");

    await(imports.check(givenUp, "prompts", new JsonObject()));

    assertThat(wait(job, "failed").result().getString("why")).isEqualTo("gone");
  }
}
