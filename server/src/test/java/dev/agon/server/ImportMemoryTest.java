package dev.agon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.exchange.ImportRequest;
import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.load.NewStudy;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.TestDatabase;
import dev.agon.server.study.imports.ImportThreads;
import dev.agon.server.study.imports.UploadedFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads of huge rows, all at once, to a process with a small heap. */
@Tag("slow")
class ImportMemoryTest {
  private static final int FILES = 4;
  private static final String HEAP = "-Xmx256m";

  @Test
  void large_uploads_at_once_are_taken_or_refused_and_never_end_the_process(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (TestDatabase database = TestDatabase.create()) {
      Path out = folder.resolve("out");
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  HEAP,
                  "-XX:+ExitOnOutOfMemoryError",
                  "-Dagon.home=" + System.getProperty("agon.home"),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Child.class.getName(),
                  database.address().secretUrl(),
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = child.waitFor(120, TimeUnit.SECONDS);
      child.destroyForcibly();
      String told = Files.readString(out);

      assertThat(ended).as(told).isTrue();
      assertThat(child.exitValue()).as(told).isZero();
      assertThat(told.lines().filter(line -> line.startsWith("taken 2"))).hasSize(FILES);
      assertThat(told.lines().filter(line -> line.startsWith("refused")))
          .hasSize(FILES)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("more than 8,388,608 characters, the most with the memory"));
    }
  }

  /** What runs in the small heap. */
  static final class Child {
    private Child() {}

    /** The database's address and a folder for files. */
    public static void main(String[] arguments) throws IOException {
      Vertx vertx = Vertx.vertx();
      ImportThreads imports = new ImportThreads(vertx, DatabaseAddress.parse(arguments[0]));
      List<Future<String>> outcomes = new ArrayList<>();
      for (int k = 0; k < FILES; k++) {
        // The limit at this heap, and far beyond it; both of characters that need two bytes each.
        outcomes.add(check(imports, Path.of(arguments[1], "long-" + k + ".jsonl"), 7_500_000));
        outcomes.add(check(imports, Path.of(arguments[1], "longer-" + k + ".jsonl"), 30_000_000));
      }
      for (Future<String> outcome : outcomes) {
        System.out.println(outcome.await());
      }
      vertx.close().await();
    }

    private static Future<String> check(ImportThreads imports, Path path, int characters)
        throws IOException {
      try (Writer writer = Files.newBufferedWriter(path)) {
        for (String generator : new String[] {"a", "b"}) {
          writer.write("{\"prompt\":\"p\",\"generator\":\"" + generator + "\",\"response\":\"");
          for (int k = 0; k < characters; k += 10) {
            writer.write("長い回答です。 \\n.");
          }
          writer.write("\"}\n");
        }
      }
      List<UploadedFile> files = List.of(new UploadedFile(path.getFileName().toString(), path));
      String slug = "s" + path.hashCode();
      ImportRequest request =
          new ImportRequest(
              new ImportRequest.Target(
                  slug,
                  new NewStudy(slug, "Study", "Which?", NewStudy.UNKNOWN_LANGUAGE, 1, false),
                  1,
                  ComparisonChoice.PAIRS),
              ImportRequest.Reading.of(ImportKind.PROMPTS),
              AnnotatorKind.PERSON,
              "Ada");
      return imports
          .look(files, () -> false)
          .compose(starts -> imports.begin(request, files, false, ImportProgress.SILENT).outcome())
          .map(report -> "taken " + report.rows())
          .otherwise(
              failure ->
                  failure instanceof ImportRefused refused
                      ? "refused " + refused.errors()
                      : failure.toString());
    }
  }
}
