package dev.agon.tensor.text;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TokeniserTest {
  @Test
  void asks_nobody_where_it_runs_and_tells_nobody_that_it_does() {
    ListAppender<ILoggingEvent> asked = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger("ai.djl.util.Ec2Utils");
    log.setLevel(Level.DEBUG);
    asked.start();
    log.addAppender(asked);
    try (Tokeniser tokeniser = new Tokeniser(16)) {
      assertThat(tokeniser.tokens("a text")).hasSize(4);
      assertThat(asked.list).isEmpty();
    } finally {
      log.detachAppender(asked);
    }
  }
}
