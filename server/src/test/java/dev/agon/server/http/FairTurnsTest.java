package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.server.http.input.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairTurnsTest {
  private static final List<String> FLOOD = List.of("127.1.0.0/24");
  private static final List<String> OTHER = List.of("127.2.0.0/24");

  private final FairTurns turns = new FairTurns(1, 4, () -> HttpProblem.unavailable(3));
  private final List<String> begun = new ArrayList<>();
  private final List<Promise<String>> running = new ArrayList<>();

  @Test
  void whoever_asks_once_is_next_however_much_somebody_else_has_asked_before() {
    for (int i = 0; i < 5; i++) {
      ask(FLOOD, "flood " + i);
    }
    Future<String> answer = ask(OTHER, "other");

    end();
    end();

    assertThat(begun).startsWith("flood 0", "flood 1", "other");
    end();
    assertThat(answer.result()).isEqualTo("other");
  }

  @Test
  void a_full_room_refuses_the_one_who_asked_for_most_and_nobody_else() {
    List<Future<String>> flood = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      flood.add(ask(FLOOD, "flood " + i));
    }
    Future<String> tooMuch = ask(FLOOD, "flood 5");
    assertThat(tooMuch.cause()).isInstanceOf(HttpProblem.class);
    assertThat(((HttpProblem) tooMuch.cause()).retryAfter()).isEqualTo(3);

    Future<String> other = ask(OTHER, "other");

    assertThat(other.isComplete()).isFalse();
    assertThat(flood.getLast().cause()).hasMessageContaining("503");
    while (!running.isEmpty()) {
      end();
    }
    assertThat(other.succeeded()).isTrue();
    assertThat(flood.subList(0, 4)).allMatch(Future::succeeded);
  }

  @Test
  void work_that_fails_or_throws_gives_its_turn_on() {
    Future<String> thrown =
        turns.run(
            OTHER,
            () -> {
              throw new IllegalStateException("no");
            });
    Future<String> failed = turns.run(OTHER, () -> Future.failedFuture("neither"));
    Future<String> good = turns.run(OTHER, () -> Future.succeededFuture("yes"));

    assertThatThrownBy(thrown::await).hasMessage("no");
    assertThat(failed.cause()).hasMessage("neither");
    assertThat(good.result()).isEqualTo("yes");
  }

  private Future<String> ask(List<String> path, String what) {
    return turns.run(
        path,
        () -> {
          begun.add(what);
          Promise<String> end = Promise.promise();
          running.add(end);
          return end.future();
        });
  }

  private void end() {
    Promise<String> first = running.removeFirst();
    first.complete(begun.get(begun.size() - 1 - running.size()));
  }
}
