package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageLogTest {
  private final AtomicLong clock = new AtomicLong();
  private final List<String> lines = new ArrayList<>();
  private final OutageLog log = new OutageLog(lines::add, clock::get);
  private final SQLException full = new SQLException("could not extend file", "53100");

  @Test
  void a_full_disk_is_told_once_in_a_while_with_what_helps() {
    for (int request = 0; request < 1_000; request++) {
      log.tell(full, "r" + request);
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(11));
    }

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).contains("make room", "could not extend file", "r0");
    assertThat(lines.get(1)).contains("make room", "and 909 requests before that");
  }

  @Test
  void failures_of_several_kinds_are_each_told() {
    log.tell(full, "r1");
    log.tell(new ConnectException("refused"), "r2");
    log.tell(full, "r3");
    log.tell(new ConnectException("refused"), "r4");

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).contains("refused", "r2");
  }
}
