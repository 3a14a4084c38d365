package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.GroupCommit.Limits;
import dev.agon.server.sql.GroupCommit.Overloaded;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Statements are answered by hand here, in the order in which they were sent. */
class GroupCommitTest {
  private static final int MOST_WAITING = 10_000;
  private final PgException refused = new PgException("a check constraint", "ERROR", "23514", "");
  private final PgException shutDown =
      new PgException("the server is shutting down", "FATAL", "57P01", "");

  private record Item(long study, String owner, int number) {}

  private record Statement(List<Item> items, Promise<List<Integer>> answer) {}

  private final Deque<Statement> open = new ArrayDeque<>();
  private final List<List<Item>> sent = new ArrayList<>();
  private final GroupCommit<Item, Integer> commits = of(Limits.GROUPED);

  @Test
  void what_arrives_while_a_statement_is_under_way_goes_together_in_the_next() {
    Future<Integer> first = submit("ada", 1);
    Future<Integer> second = submit("bo", 2);
    Future<Integer> third = submit("cy", 3);
    assertThat(numbersSent()).containsExactly(List.of(1));

    commit();

    assertThat(first.result()).isEqualTo(1);
    assertThat(second.isComplete()).isFalse();
    assertThat(numbersSent()).containsExactly(List.of(1), List.of(2, 3));
    commit();
    assertThat(List.of(second.result(), third.result())).containsExactly(2, 3);
    assertThat(open).isEmpty();
  }

  @Test
  void a_study_never_waits_for_another() {
    submit("ada", 1);
    Future<Integer> elsewhere = commits.submit(new Item(2, "ada", 2));

    assertThat(numbersSent()).containsExactly(List.of(1), List.of(2));
    open.getLast().answer.complete(List.of(2));
    assertThat(elsewhere.result()).isEqualTo(2);
  }

  @Test
  void of_one_owner_a_single_item_is_under_way_and_the_order_is_theirs() {
    submit("ada", 1);
    submit("ada", 2);
    submit("bo", 3);
    submit("ada", 4);
    commitAll();

    assertThat(numbersSent()).containsExactly(List.of(1), List.of(2, 3), List.of(4));
  }

  @Test
  void an_owner_under_way_is_passed_over_and_does_not_hold_up_those_behind() {
    GroupCommit<Item, Integer> two = of(new Limits(128, 2));
    two.submit(new Item(1, "ada", 1));
    two.submit(new Item(1, "ada", 2));
    two.submit(new Item(1, "bo", 3));

    assertThat(numbersSent()).containsExactly(List.of(1), List.of(3));
    two.submit(new Item(1, "cy", 4));
    assertThat(sent).hasSize(2);
    commitAll();
    assertThat(numbersSent()).containsExactly(List.of(1), List.of(3), List.of(2, 4));
  }

  @Test
  void a_statement_takes_no_more_than_its_limit() {
    submit("first", 0);
    IntStream.rangeClosed(1, 300).forEach(i -> submit("owner " + i, i));
    commitAll();

    assertThat(sent.stream().map(List::size)).containsExactly(1, 128, 128, 44);
  }

  @Test
  void one_by_one_as_many_are_under_way_as_there_are_connections() {
    GroupCommit<Item, Integer> baseline = of(Limits.oneByOne(3));
    for (int i = 0; i < 5; i++) {
      baseline.submit(new Item(1, "owner " + i, i));
    }

    assertThat(numbersSent()).containsExactly(List.of(0), List.of(1), List.of(2));
    commitAll();
    assertThat(sent).hasSize(5).allMatch(items -> items.size() == 1);
  }

  @Test
  void a_full_buffer_refuses_more_until_a_statement_has_gone_and_other_studies_never() {
    submit("first", -1);
    for (int i = 0; i < MOST_WAITING; i++) {
      assertThat(submit("owner " + i, i).failed()).isFalse();
    }

    assertThat(submit("late", 1).cause()).isInstanceOf(Overloaded.class).matches(Outage::caused);
    assertThat(commits.submit(new Item(2, "late", 2)).failed()).isFalse();
    commit();
    assertThat(submit("late", 3).failed()).isFalse();
    commitAll();
    assertThat(sent.stream().mapToInt(List::size).sum()).isEqualTo(MOST_WAITING + 3);
  }

  @Test
  void one_annotator_who_sends_without_end_is_refused_and_nobody_else_is() {
    List<Future<Integer>> flood = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      flood.add(submit("mallory", i));
    }
    Future<Integer> other = submit("ada", 7);

    assertThat(flood.stream().filter(Future::failed).count()).isEqualTo(20_000 - 33);
    assertThat(flood.getLast().cause()).isInstanceOf(Overloaded.class);
    assertThat(other.failed()).isFalse();
    commit();
    // In the very next statement, beside the next one of who sends so many.
    assertThat(numbersSent().get(1)).containsExactly(1, 7);
    commit();
    assertThat(other.result()).isEqualTo(7);
  }

  @Test
  void whoever_was_refused_may_send_again_when_their_items_have_gone() {
    List<Future<Integer>> flood = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      flood.add(submit("mallory", i));
    }
    assertThat(flood.getLast().failed()).isTrue();
    commitAll();
    Future<Integer> again = submit("mallory", 99);
    commit();
    assertThat(again.result()).isEqualTo(99);
  }

  @Test
  void
      when_the_database_refuses_a_statement_its_items_are_tried_alone_and_only_the_bad_one_fails() {
    submit("first", 0);
    Future<Integer> good = submit("ada", 1);
    Future<Integer> bad = submit("bo", 2);
    Future<Integer> other = submit("cy", 3);
    commit();
    refuse(refused);
    Future<Integer> meanwhile = submit("dee", 4);
    commit();
    refuse(refused);
    commit();

    assertThat(good.result()).isEqualTo(1);
    assertThat(bad.cause()).isSameAs(refused);
    assertThat(other.result()).isEqualTo(3);
    commit();
    assertThat(meanwhile.result()).isEqualTo(4);
    assertThat(numbersSent())
        .containsExactly(
            List.of(0), List.of(1, 2, 3), List.of(1), List.of(2), List.of(3), List.of(4));
  }

  @Test
  void while_items_are_tried_alone_their_owners_wait_with_the_next() {
    submit("first", 0);
    submit("ada", 1);
    submit("bo", 2);
    commit();
    submit("bo", 3);
    refuse(refused);
    refuse(refused);
    assertThat(numbersSent()).endsWith(List.of(1), List.of(2));
    commitAll();
    assertThat(numbersSent()).endsWith(List.of(2), List.of(3));
  }

  @Test
  void when_the_whole_server_is_away_nothing_is_tried_again() {
    submit("first", 0);
    List<Future<Integer>> both = List.of(submit("ada", 1), submit("bo", 2));
    commit();
    refuse(shutDown);

    assertThat(both).allMatch(future -> future.cause() == shutDown);
    assertThat(sent).hasSize(2);
    assertThatItGoesOn();
  }

  @Test
  void what_fails_alone_or_not_by_the_database_is_not_tried_again() {
    Future<Integer> alone = submit("ada", 1);
    refuse(refused);
    assertThat(alone.cause()).isSameAs(refused);

    submit("first", 2);
    List<Future<Integer>> both = List.of(submit("ada", 3), submit("bo", 4));
    commit();
    IllegalStateException own = new IllegalStateException("a row that cannot be read");
    refuse(own);
    assertThat(both).allMatch(future -> future.cause() == own);
    assertThat(sent).hasSize(3);
    assertThatItGoesOn();
  }

  @Test
  void a_statement_that_throws_fails_its_items_and_holds_nothing_up() {
    List<Item> seen = new ArrayList<>();
    GroupCommit<Item, Integer> broken =
        new GroupCommit<>(
            Limits.GROUPED,
            Item::study,
            Item::owner,
            (study, items) -> {
              seen.addAll(items);
              throw new IllegalArgumentException("no such item");
            });

    for (int i = 1; i <= 3; i++) {
      assertThat(broken.submit(new Item(1, "ada", i)).cause())
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(seen).hasSize(3);
  }

  @Test
  void a_statement_that_answers_for_too_few_fails_all_and_holds_nothing_up() {
    submit("first", 0);
    List<Future<Integer>> both = List.of(submit("ada", 1), submit("bo", 2));
    commit();
    open.removeFirst().answer.complete(List.of(1));

    assertThat(both)
        .allSatisfy(
            future -> assertThat(future.cause()).hasMessageContaining("1 answers for 2 items"));
    assertThatItGoesOn();
  }

  private void assertThatItGoesOn() {
    Future<Integer> next = submit("ada", 99);
    commit();
    assertThat(next.result()).isEqualTo(99);
    assertThat(open).isEmpty();
  }

  private GroupCommit<Item, Integer> of(Limits limits) {
    return new GroupCommit<>(limits, Item::study, Item::owner, (study, items) -> send(items));
  }

  private Future<Integer> submit(String owner, int number) {
    return commits.submit(new Item(1, owner, number));
  }

  private Future<List<Integer>> send(List<Item> items) {
    sent.add(items);
    Promise<List<Integer>> answer = Promise.promise();
    open.add(new Statement(items, answer));
    return answer.future();
  }

  private List<List<Integer>> numbersSent() {
    return sent.stream().map(items -> items.stream().map(Item::number).toList()).toList();
  }

  private void commit() {
    Statement oldest = open.removeFirst();
    oldest.answer.complete(oldest.items.stream().map(Item::number).toList());
  }

  private void commitAll() {
    while (!open.isEmpty()) {
      commit();
    }
  }

  private void refuse(RuntimeException cause) {
    open.removeFirst().answer.fail(cause);
  }
}
