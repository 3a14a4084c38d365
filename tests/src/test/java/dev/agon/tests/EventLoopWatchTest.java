package dev.agon.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopWatchTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void runOnLoop(int times, long millis) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(times);
    var loop = vertx.getOrCreateContext();
    for (int k = 0; k < times; k++) {
      loop.runOnContext(
          go -> {
            pause(millis);
            done.countDown();
          });
    }
    done.await();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void one_long_task_is_seen_with_its_stack() throws InterruptedException {
    try (EventLoopWatch watch = new EventLoopWatch("dev.agon.tests.")) {
      runOnLoop(1, 600);

      assertThat(watch.blocked())
          .isNotEmpty()
          .allMatch(at -> at.contains("EventLoopWatchTest.pause"));
      watch.forget();
      assertThat(watch.blocked()).isEmpty();
    }
  }

  @Test
  void many_short_tasks_and_others_code_are_not() throws InterruptedException {
    try (EventLoopWatch watch = new EventLoopWatch("dev.agon.tests.");
        EventLoopWatch elsewhere = new EventLoopWatch("com.example.")) {
      runOnLoop(20, 30);
      assertThat(watch.blocked()).isEmpty();

      runOnLoop(1, 400);
      assertThat(elsewhere.blocked()).isEmpty();
    }
  }
}
