package dev.agon.server.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.config.FreePort;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.Pools;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.CheckResult;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  @Test
  void a_database_that_does_not_answer_is_said_within_seconds() throws IOException {
    Vertx vertx = Vertx.vertx();
    try {
      DatabaseAddress nobody =
          DatabaseAddress.parse(
              "postgresql://agon:secret@127.0.0.1:" + FreePort.choose() + "/agon");
      Readiness readiness = new Readiness(vertx, new HealthStore(Pools.create(vertx, nobody, 1)));
      readiness.serve();

      CheckResult check = readiness.check().await();

      assertThat(CheckResult.isUp(check)).isFalse();
      assertThat(check.toJson().encode()).contains("database").doesNotContain("secret");
    } finally {
      vertx.close().await();
    }
  }
}
