package dev.agon.server.study.imports;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.exchange.FileStart;
import dev.agon.server.exchange.ImportRequest;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.sql.DatabaseExtension;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ImportJobsTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  @TempDir Path folder = Path.of("");
  private ImportJobStore store;
  private ImportJobs jobs;
  private Slow work;

  @BeforeEach
  void newNode() {
    store = new ImportJobStore(DATABASE.pool());
    work = new Slow();
    jobs =
        new ImportJobs(DATABASE.vertx(), store, work, new UploadFolder(DATABASE.vertx(), folder));
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

  private ImportJob begun() throws IOException {
    Path incoming = Files.writeString(folder.resolve("incoming-" + UUID.randomUUID()), "{}");
    ImportJob draft =
        new ImportJob(
            UUID.randomUUID(),
            "checking",
            "slow",
            "Slow",
            3,
            null,
            null,
            new JsonObject(),
            new JsonArray(),
            new JsonObject(),
            new JsonObject());
    return await(
        jobs.begin(draft, List.of(new UploadedFile("a.jsonl", incoming)), "Ada", () -> false));
  }

  private ImportJob wait(ImportJob job, String state) {
    for (int k = 0; k < 200; k++) {
      ImportJob now = await(store.find(job.id())).orElseThrow();
      if (now.state().equals(state)) {
        return now;
      }
      await(DATABASE.vertx().timer(20));
    }
    throw new AssertionError("never " + state);
  }

  @Test
  void a_wish_to_cancel_reaches_the_work_through_the_row_so_that_any_node_can_say_it()
      throws IOException {
    ImportJob job = begun();
    ImportJobStore otherNode = new ImportJobStore(DATABASE.pool());

    await(otherNode.askToCancel(job.id()));

    assertThat(wait(job, "cancelled").running()).isFalse();
  }

  @Test
  void the_row_says_how_far_the_work_is() throws IOException {
    ImportJob job = begun();
    await(DATABASE.vertx().timer(900));

    ImportJob now = await(store.find(job.id())).orElseThrow();

    assertThat(now.running()).isTrue();
    assertThat(now.progress())
        .isEqualTo(new JsonObject().put("bytes", 500).put("size", 1000).put("rows", 7));
    assertThat(ImportJobRoutes.percent(now)).isEqualTo(25);
    work.outcome.fail(new CancellationException());
    wait(job, "cancelled");
  }

  @Test
  void work_that_fails_ends_as_failed() throws IOException {
    ImportJob job = begun();

    work.outcome.fail("the disk is full");

    assertThat(wait(job, "failed").result()).isEqualTo(new JsonObject());
  }

  @Test
  void a_job_that_was_last_touched_in_the_future_is_no_longer_held_by_its_node() {
    ImportJob left =
        new ImportJob(
            UUID.randomUUID(),
            "checking",
            "left",
            "Left",
            3,
            null,
            null,
            new JsonObject(),
            new JsonArray(),
            new JsonObject(),
            new JsonObject());
    await(store.add(left, "Ada"));
    await(
        DATABASE
            .pool()
            .preparedQuery(
                "update import_job set touched_at = now() + interval '40 days' where id = $1")
            .execute(Tuple.of(left.id())));

    assertThat(await(store.find(left.id())).orElseThrow().state()).isEqualTo("interrupted");
    assertThat(await(store.beginChecking(left.id(), "prompts", new JsonObject()))).isTrue();
  }
}
