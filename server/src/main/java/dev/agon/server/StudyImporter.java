package dev.agon.server;

import dev.agon.server.exchange.FileStart;
import dev.agon.server.exchange.ImportRequest;
import dev.agon.server.exchange.ImportRun;
import dev.agon.server.exchange.Importer;
import dev.agon.server.exchange.load.AnnotatorKind;
import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.load.NewStudy;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.exchange.rows.Columns;
import dev.agon.server.exchange.rows.Field;
import dev.agon.server.exchange.rows.GeneratorNames;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.study.imports.StudyImport;
import dev.agon.table.Winners;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Hands the admin's uploads to the importer, on threads of their own. */
public final class StudyImporter implements StudyImport {
  private static final int THREADS = 4;
  private static final long LONGEST_HOURS = 24;
  private static final int FIRST_ROWS = 5;
  private static final Set<Field> OF_PROMPTS =
      EnumSet.of(
          Field.PROMPT_ID,
          Field.PROMPT,
          Field.GENERATOR,
          Field.RESPONSE,
          Field.SAMPLE,
          Field.LANGUAGE,
          Field.TAGS);
  private static final Set<Field> OF_PAIRS =
      EnumSet.of(
          Field.COMPARISON,
          Field.PROMPT_ID,
          Field.PROMPT,
          Field.LEFT,
          Field.RIGHT,
          Field.LEFT_TEXT,
          Field.RIGHT_TEXT,
          Field.LANGUAGE,
          Field.TAGS);
  private static final Set<Field> OF_VOTES =
      EnumSet.of(
          Field.COMPARISON,
          Field.PROMPT_ID,
          Field.PROMPT,
          Field.LEFT,
          Field.RIGHT,
          Field.LEFT_TEXT,
          Field.RIGHT_TEXT,
          Field.WINNER,
          Field.ANNOTATOR,
          Field.TIME,
          Field.COMMENT);

  private static final Set<Field> OF_ANSWERS =
      EnumSet.of(
          Field.COMPARISON,
          Field.PROMPT_ID,
          Field.ANNOTATOR,
          Field.ANSWERS,
          Field.TIME,
          Field.COMMENT);

  private final Importer importer;
  private final WorkerExecutor workers;

  /** Imports into a database. */
  public StudyImporter(Vertx vertx, DatabaseAddress database) {
    this.importer = new Importer(database);
    this.workers =
        vertx.createSharedWorkerExecutor("imports", THREADS, LONGEST_HOURS, TimeUnit.HOURS);
  }

  @Override
  public Future<List<Beginning>> look(List<File> files, BooleanSupplier gone) {
    return workers.executeBlocking(
        () -> {
          List<Beginning> beginnings = new ArrayList<>();
          for (File file : files) {
            FileStart start = FileStart.of(until(gone, source(file)), FIRST_ROWS);
            beginnings.add(
                new Beginning(
                    file.name(),
                    start.kind() == null ? null : start.kind().name().toLowerCase(Locale.ROOT),
                    start.columns(),
                    start.rows(),
                    start.problem()));
          }
          return beginnings;
        },
        false);
  }

  @Override
  public List<String> fields(String kind) {
    Set<Field> fields =
        switch (kind(kind)) {
          case PROMPTS -> OF_PROMPTS;
          case PAIRS -> OF_PAIRS;
          case VOTES -> OF_VOTES;
          case ANSWERS -> OF_ANSWERS;
          case ULTRAFEEDBACK, AGON -> Set.of();
        };
    return fields.stream().map(Field::column).toList();
  }

  @Override
  public Run begin(Order order, Progress progress) {
    Work work = new Work(order, progress);
    Future<Outcome> outcome = workers.executeBlocking(work::execute, false);
    return new Run() {
      @Override
      public Future<Outcome> outcome() {
        return outcome;
      }

      @Override
      public void cancel() {
        workers.executeBlocking(work::cancel, false);
      }
    };
  }

  private static Source source(File file) throws IOException {
    return new Source(
        file.name(), Files.size(file.path()), () -> Files.newInputStream(file.path()));
  }

  /** The same file, that ends with an error as soon as nobody waits for it. */
  private static Source until(BooleanSupplier gone, Source file) {
    return new Source(
        file.name(),
        file.size(),
        () ->
            new FilterInputStream(file.opener().open()) {
              @Override
              public int read(byte[] bytes, int offset, int length) throws IOException {
                if (gone.getAsBoolean()) {
                  throw new InterruptedIOException("whoever sent the file has gone");
                }
                return super.read(bytes, offset, length);
              }
            });
  }

  private static ImportKind kind(String word) {
    return ImportKind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static ImportRequest request(Order order) {
    ImportKind kind = kind(order.kind());
    NewStudy made =
        order.newName() == null
            ? null
            : new NewStudy(
                order.slug(),
                order.newName(),
                NewStudy.QUESTION,
                NewStudy.UNKNOWN_LANGUAGE,
                order.overlap(),
                false);
    Map<Field, String> columns = new EnumMap<>(Field.class);
    order
        .columns()
        .forEach(
            (field, column) -> columns.put(Field.valueOf(field.toUpperCase(Locale.ROOT)), column));
    return new ImportRequest(
        new ImportRequest.Target(
            order.slug(),
            made,
            order.overlap(),
            kind == ImportKind.PROMPTS ? ComparisonChoice.PAIRS : ComparisonChoice.NONE),
        new ImportRequest.Reading(
            kind, null, new Columns(columns), GeneratorNames.SAME, Winners.USUAL, ""),
        AnnotatorKind.PERSON,
        order.actor());
  }

  /** One import on its thread. */
  private final class Work {
    private final Order order;
    private final Progress progress;
    private @Nullable ImportRun run;
    private boolean cancelled;

    Work(Order order, Progress progress) {
      this.order = order;
      this.progress = progress;
    }

    Outcome execute() throws IOException {
      try (ImportRun prepared = prepare()) {
        if (prepared == null) {
          return new Outcome.Cancelled();
        }
        ImportReport report = order.keep() ? prepared.execute() : prepared.check();
        return new Outcome.Done(report.rows(), report.added(), report.present(), report.notes());
      } catch (ImportRefused e) {
        return new Outcome.Refused(
            e.errors().stream()
                .map(f -> new Fault(f.file(), f.line(), f.column(), f.message()))
                .toList());
      } catch (CancellationException e) {
        return new Outcome.Cancelled();
      } catch (IllegalArgumentException e) {
        return new Outcome.Refused(List.of(new Fault("", 0, 0, String.valueOf(e.getMessage()))));
      } finally {
        over();
      }
    }

    private synchronized @Nullable ImportRun prepare() throws IOException {
      if (cancelled) {
        return null;
      }
      List<Source> sources = new ArrayList<>();
      for (File file : order.files()) {
        sources.add(source(file));
      }
      run = importer.prepare(request(order), sources, new Told(progress));
      return run;
    }

    private synchronized void over() {
      run = null;
    }

    synchronized @Nullable Void cancel() {
      cancelled = true;
      if (run != null) {
        run.cancel();
      }
      return null;
    }
  }

  private record Told(Progress progress) implements ImportProgress {
    @Override
    public void reading(long bytes, long size, long rows) {
      progress.reading(bytes, size, rows);
    }

    @Override
    public void writing(String what, int step, int steps) {
      progress.writing(what, step, steps);
    }
  }
}
