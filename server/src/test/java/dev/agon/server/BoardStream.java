package dev.agon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Counts events of a board's stream after the first one, which is the board as it was found. */
final class BoardStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final InputStream in;
  private final AtomicInteger boards = new AtomicInteger();

  BoardStream(HttpResponse<InputStream> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    in = answer.body();
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("event: board")) {
          boards.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // The test has closed it.
    }
  }

  int events() {
    return boards.get() - 1;
  }

  void awaitEvent() {
    Awaitility.await().atMost(PATIENCE).until(() -> events() > 0);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
