package dev.agon.server.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.StudySite;
import dev.agon.server.study.imports.ImportRoutes;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class HostileUploadsTest {
  private static StudySite site;

  @BeforeAll
  static void start() {
    site = StudySite.start();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static String upload(String slug, String file, Buffer content) {
    Uploads uploads = new Uploads(site);
    HttpResponse<Buffer> answer =
        uploads.upload("/admin/new-study", Uploads.fields(slug, slug), file, content);
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(303);
    return uploads.settled(answer.getHeader("Location"));
  }

  /** A row is right, the next one holds what cannot be stored, in a cell or in a column's name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nul-json | x.jsonl | {'prompt':'a\\u0000b','generator':'g','response':'r'} | 11 | prompt: character 2 is U+0000",
        "half-json | x.jsonl | {'prompt':'ab','generator':'g','response':'r\\ud800'} | 43 | response: character 2 is U+D800",
        "nul-csv | x.csv | prompt,generator,response\\na@b,g,r | 1 | prompt: character 2 is U+0000",
      })
  void a_character_that_cannot_be_stored_is_named_with_line_and_column(
      String slug, String file, String row, int column, String message) {
    String good = "{\"prompt\":\"fine\",\"generator\":\"g\",\"response\":\"r\"}\n";
    String text =
        file.endsWith(".csv")
            ? row.replace("\\n", "\n").replace('@', '\0')
            : good + row.replace('\'', '"');

    assertThat(upload(slug, file, Buffer.buffer(text + "\n")))
        .contains("The files need changes", "<td class=\"number\">2</td>", message)
        .contains("<td class=\"number\">" + column + "</td>");
  }

  @Test
  void column_names_and_broken_rows_with_nul_are_shown_and_nothing_breaks() {
    assertThat(upload("nul-name", "x.csv", Buffer.buffer("pro\0mpt,generator\na,b\n")))
        .contains("The columns do not tell", "pro\ufffdmpt");
    assertThat(upload("nul-raw", "x.jsonl", Buffer.buffer("{\"prompt\":\"a\0b\"}\n")))
        .contains("x.jsonl", "not JSON");
  }

  @Test
  void the_name_of_a_file_is_shown_whole() {
    String name = "<script>alert(1)</script>.jsonl";

    assertThat(upload("named", name, Buffer.buffer("{\"prompt\":1}\n")))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;.jsonl")
        .doesNotContain("<script>alert");
    assertThat(ImportRoutes.name("../a\u0000\n/😀.csv")).isEqualTo("../a/😀.csv");
    assertThat(ImportRoutes.name(" \u0001 ")).isEqualTo("file");
    assertThat(ImportRoutes.name("😀".repeat(300))).isEqualTo("😀".repeat(200));
  }

  @Test
  void a_gzip_bomb_is_refused_with_a_sentence_and_holds_no_thread() throws IOException {
    Buffer bomb = Buffer.buffer(bomb(300 << 20));
    for (String file : new String[] {"bomb.jsonl.gz", "bomb.csv.gz"}) {
      assertThat(upload("bomb-" + file.length(), file, bomb))
          .contains(file, "unpacks to more than 100 times its own size");
    }
    assertThat(busyImportThreads()).isZero();
  }

  @Test
  void a_file_whose_sender_has_gone_is_read_no_further() throws IOException {
    // Under the proportion that is questioned, so that only the lost connection ends it.
    byte[] packed = bomb(60 << 20);
    for (int k = 0; k < 3; k++) {
      dropped(packed);
    }
    String good = "{\"prompt\":\"p\",\"generator\":\"g\",\"response\":\"r\"}\n";

    assertThat(upload("after", "a.jsonl", Buffer.buffer(good))).contains("Ready to import");
    assertThat(busyImportThreads()).isZero();
  }

  /** Sends an upload and leaves without waiting for the answer. */
  private static void dropped(byte[] file) throws IOException {
    String head =
        String.join(
            "\r\n",
            "--b",
            "Content-Disposition: form-data; name=\"name\"",
            "",
            "Gone",
            "--b",
            "Content-Disposition: form-data; name=\"overlap\"",
            "",
            "2",
            "--b",
            "Content-Disposition: form-data; name=\"files\"; filename=\"x.jsonl.gz\"",
            "",
            "");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(head.getBytes(StandardCharsets.UTF_8));
    body.write(file);
    body.write("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.site.port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          String.join(
                  "\r\n",
                  "POST /admin/new-study HTTP/1.1",
                  "Host: 127.0.0.1",
                  "Cookie: " + site.admin,
                  "Origin: " + site.site.origin(),
                  "Content-Type: multipart/form-data; boundary=b",
                  "Content-Length: " + body.size(),
                  "",
                  "")
              .getBytes(StandardCharsets.UTF_8));
      body.writeTo(out);
      out.flush();
    }
  }

  private static byte[] bomb(int lines) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] blank = "\n".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int written = 0; written < lines; written += blank.length) {
        gzip.write(blank);
      }
    }
    return packed.toByteArray();
  }

  /** Threads that still read files, after the time that ending takes. */
  private static long busyImportThreads() {
    long busy = 1;
    for (int k = 0; busy > 0 && k < 100; k++) {
      site.site.vertx.timer(50).await();
      busy =
          Thread.getAllStackTraces().entrySet().stream()
              .filter(thread -> thread.getKey().getName().startsWith("imports-"))
              .filter(
                  thread ->
                      Arrays.stream(thread.getValue())
                          .anyMatch(frame -> frame.getClassName().contains(".exchange.")))
              .count();
    }
    return busy;
  }
}
