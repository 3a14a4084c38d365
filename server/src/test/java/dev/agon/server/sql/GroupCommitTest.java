package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private record Item(String owner, int number) {}

  private final List<Promise<List<Integer>>> statements = new ArrayList<>();
  private final List<List<Item>> sent = new ArrayList<>();
  private final GroupCommit<Item, Integer> commits =
      new GroupCommit<>(
          GroupCommit.Limits.GROUPED, item -> 1L, Item::owner, (study, items) -> send(items));

  @Test
  void one_annotator_who_sends_without_end_is_refused_and_nobody_else_is() {
    List<Future<Integer>> flood = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      flood.add(commits.submit(new Item("mallory", i)));
    }
    Future<Integer> other = commits.submit(new Item("ada", 7));

    assertThat(flood.stream().filter(Future::failed).count()).isGreaterThan(19_900);
    assertThat(flood.getLast().cause()).isInstanceOf(GroupCommit.Overloaded.class);
    assertThat(other.failed()).isFalse();
    commit();
    // In the very next statement, beside the next one of who sends so many.
    assertThat(sent.get(1)).containsExactly(new Item("mallory", 1), new Item("ada", 7));
    commit();
    assertThat(other.result()).isEqualTo(7);
  }

  @Test
  void whoever_was_refused_may_send_again_when_their_items_have_gone() {
    List<Future<Integer>> flood = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      flood.add(commits.submit(new Item("mallory", i)));
    }
    assertThat(flood.getLast().failed()).isTrue();
    while (!statements.isEmpty()) {
      commit();
    }
    Future<Integer> again = commits.submit(new Item("mallory", 99));
    commit();
    assertThat(again.result()).isEqualTo(99);
  }

  private Future<List<Integer>> send(List<Item> items) {
    sent.add(items);
    Promise<List<Integer>> done = Promise.promise();
    statements.add(done);
    return done.future();
  }

  private void commit() {
    List<Integer> numbers = sent.getLast().stream().map(Item::number).toList();
    statements.removeFirst().complete(numbers);
  }
}
