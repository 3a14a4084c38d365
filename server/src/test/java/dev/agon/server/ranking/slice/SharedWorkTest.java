package dev.agon.server.ranking.slice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.FairTurns;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Asker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedWorkTest {
  private static final Asker MALLORY = new Asker("127.1.0.0/24", "");
  private static final Asker ADA = new Asker("127.2.0.0/24", "");

  private final FairTurns turns = new FairTurns(1, 3, () -> HttpProblem.unavailable(2));
  private final SharedWork<String> wanted = new SharedWork<>();
  private final List<Promise<String>> begun = new ArrayList<>();

  @Test
  void is_computed_once_for_all_who_wait() {
    Future<String> first = ask(wanted, MALLORY);
    Future<String> again = ask(wanted, MALLORY);
    Future<String> other = ask(wanted, ADA);
    begun.getFirst().complete("board");

    assertThat(List.of(first, again, other)).allMatch(answer -> answer.result().equals("board"));
    assertThat(ask(wanted, ADA).result()).isEqualTo("board");
    assertThat(begun).hasSize(1);
  }

  @Test
  void nobody_waits_behind_what_somebody_else_has_asked_for_besides() {
    ask(new SharedWork<>(), MALLORY);
    ask(new SharedWork<>(), MALLORY);
    ask(new SharedWork<>(), MALLORY);
    Future<String> last = ask(wanted, MALLORY);
    Future<String> other = ask(wanted, ADA);

    // The flood's last was pushed out, the other's turn for the same board was not.
    assertThat(last.failed()).isTrue();
    begun.get(0).complete("");
    begun.get(1).complete("");
    begun.get(2).complete("board");
    assertThat(other.result()).isEqualTo("board");
  }

  @Test
  void is_computed_anew_for_who_asks_after_it_failed() {
    Future<String> failed = ask(wanted, ADA);
    begun.getFirst().fail("the database is away");
    assertThat(failed.failed()).isTrue();
    assertThat(wanted.isIdle()).isTrue();

    Future<String> again = ask(wanted, ADA);
    begun.getLast().complete("board");
    assertThat(again.result()).isEqualTo("board");
  }

  private Future<String> ask(SharedWork<String> work, Asker asker) {
    return work.of(
        asker,
        turns,
        asker.within("study 1"),
        () -> {
          Promise<String> end = Promise.promise();
          begun.add(end);
          return end.future();
        });
  }
}
