package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogDigestTest {
  private final Logger log = (Logger) LoggerFactory.getLogger("digest of a test");
  private final Logger requests = (Logger) LoggerFactory.getLogger("agon.requests");
  private final Logger failures = (Logger) LoggerFactory.getLogger(Failures.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    List.of(log, requests, failures).forEach(logger -> logger.addAppender(lines));
  }

  @AfterEach
  void leave() {
    List.of(log, requests, failures).forEach(logger -> logger.detachAppender(lines));
  }

  @Test
  void writes_the_first_lines_of_a_kind_and_how_many_more_there_were() {
    List<Runnable> later = new ArrayList<>();
    LogDigest digest = new LogDigest(log, 2, later::add);

    for (int i = 0; i < 100; i++) {
      String line = "busy " + i;
      digest.write("busy", () -> log.warn(line));
    }
    digest.write("another kind", () -> log.warn("another"));
    later.forEach(Runnable::run);
    digest.write("busy", () -> log.warn("busy again"));

    assertThat(texts())
        .containsExactly("busy 0", "busy 1", "another", "busy: 98 more in 10 s", "busy again");
  }

  @Test
  void refused_requests_and_faults_under_attack_leave_a_few_lines() {
    try (TestSite site =
        TestSite.start(
            (test, router) ->
                router
                    .get(
                        "/busy",
                        Access.PUBLIC,
                        c -> Future.failedFuture(HttpProblem.unavailable(1)))
                    .get("/slow", Access.PUBLIC, c -> Future.failedFuture(HttpProblem.tooMany(1)))
                    .get("/fault", Access.PUBLIC, c -> Future.failedFuture("a fault")))) {
      for (int i = 0; i < 300; i++) {
        site.get(i % 3 == 0 ? "/busy" : i % 3 == 1 ? "/slow" : "/fault", Map.of());
      }
    }

    assertThat(texts()).anyMatch(line -> line.contains("GET /busy 503"));
    assertThat(texts()).anyMatch(line -> line.contains("GET /slow 429"));
    assertThat(texts())
        .anyMatch(line -> line.contains("failed request") && line.contains("/fault"));
    // Ten traces and a line of each kind, and again where ten seconds are over.
    assertThat(texts()).hasSizeLessThan(60);
  }

  @Test
  void a_process_that_is_not_ready_says_so_without_a_warning() {
    try (TestSite site =
        TestSite.start(
            (test, router) ->
                router.open(
                    "/health/ready", c -> c.response().setStatusCode(503).end("not ready")))) {
      assertThat(site.get("/health/ready", Map.of()).statusCode()).isEqualTo(503);
    }

    assertThat(texts()).noneMatch(line -> line.contains("/health/ready"));
  }

  private List<String> texts() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
