package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static final List<String> MALLORY = List.of("one", "mallory");
  private static final List<String> ADA = List.of("one", "ada");
  private static final List<String> BOB = List.of("two", "bob");

  private final Shares<String> room = new Shares<>(4);

  @Test
  void lets_one_use_all_the_room_while_nobody_else_wants_it() {
    for (int i = 0; i < 4; i++) {
      assertThat(room.add(MALLORY, "m" + i)).isNull();
    }
    assertThat(room.add(MALLORY, "m4")).isEqualTo("m4");
    assertThat(room.size(List.of())).isEqualTo(4);
  }

  @Test
  void makes_room_by_the_newest_of_whoever_has_most() {
    fill();

    assertThat(room.add(BOB, "b0")).isEqualTo("m3");
    assertThat(room.add(ADA, "a0")).isEqualTo("m2");
    assertThat(room.add(ADA, "a1")).isEqualTo("a1");
    assertThat(room.add(BOB, "b1")).isEqualTo("m1");
    assertThat(room.add(BOB, "b2")).isEqualTo("b2");
    assertThat(room.size(List.of("one"))).isEqualTo(2);
  }

  @Test
  void takes_from_all_shares_in_turn() {
    room.add(MALLORY, "m0");
    room.add(MALLORY, "m1");
    room.add(ADA, "a0");
    room.add(BOB, "b0");

    assertThat(List.of(poll(), poll(), poll(), poll())).containsExactly("m0", "b0", "a0", "m1");
    assertThat(room.poll()).isNull();
  }

  @Test
  void gives_a_place_back() {
    fill();

    assertThat(room.remove(MALLORY, "m2")).isTrue();
    assertThat(room.remove(MALLORY, "m2")).isFalse();
    assertThat(room.remove(BOB, "m0")).isFalse();
    assertThat(room.add(BOB, "b0")).isNull();
    assertThat(room.size(MALLORY)).isEqualTo(3);
  }

  @Test
  void never_loses_an_item_and_never_drops_one_of_a_share_below_its_part() {
    Random random = new Random(7);
    Shares<Integer> many = new Shares<>(30);
    Map<Integer, List<String>> held = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      switch (random.nextInt(4)) {
        case 0 -> {
          Integer taken = many.poll();
          assertThat(taken == null).isEqualTo(held.isEmpty());
          held.remove(taken == null ? -1 : taken);
        }
        case 1 -> {
          List<Integer> all = new ArrayList<>(held.keySet());
          if (!all.isEmpty()) {
            int one = all.get(random.nextInt(all.size()));
            assertThat(many.remove(held.remove(one), one)).isTrue();
          }
        }
        default -> {
          // One of three networks sends nine tenths of everything.
          String network = random.nextInt(10) > 0 ? "flood" : "quiet " + random.nextInt(2);
          List<String> path = List.of(network, "account " + random.nextInt(3));
          held.put(i, path);
          Integer dropped = many.add(path, i);
          if (dropped != null) {
            List<String> loser = held.remove(dropped);
            assertThat(many.size(loser.subList(0, 1))).isGreaterThanOrEqualTo(30 / 3);
          }
        }
      }
      assertThat(many.size(List.of())).isEqualTo(held.size());
    }
    Set<Integer> rest = new HashSet<>();
    for (Integer item = many.poll(); item != null; item = many.poll()) {
      rest.add(item);
    }
    assertThat(rest).isEqualTo(held.keySet());
  }

  private void fill() {
    for (int i = 0; i < 4; i++) {
      room.add(MALLORY, "m" + i);
    }
  }

  private String poll() {
    String item = room.poll();
    assertThat(item).isNotNull();
    return item == null ? "" : item;
  }
}
