package dev.agon.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashedNgramsTest {
  private final HashedNgrams encoder = new HashedNgrams();

  @Test
  void a_text_has_equal_bits_whatever_is_encoded_with_it_and_in_whatever_order() {
    List<String> texts = texts(256);
    float[][] together = encoder.encode(texts);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(3));
    float[][] shuffled = encoder.encode(order.stream().map(texts::get).toList());
    for (int i = 0; i < order.size(); i++) {
      assertThat(shuffled[i]).isEqualTo(together[order.get(i)]);
      assertThat(encoder.encode(texts.get(i))).isEqualTo(together[i]);
    }
  }

  @Test
  void vectors_are_the_same_on_every_machine_and_in_every_release_of_this_version() {
    float[] vector = new HashedNgrams(16).encode("The cat sat. The cat slept!");
    assertThat(new HashedNgrams(16).version()).isEqualTo("1-16");
    assertThat(Arrays.hashCode(vector)).isEqualTo(-556379480);
  }

  @Test
  void each_bag_has_length_one_and_an_empty_text_is_all_zero() {
    float[] vector = encoder.encode("Some words, and some more words after them.");
    assertThat(vector).hasSize(encoder.dimension());
    assertThat(length(vector, 0, 1024)).isCloseTo(1, within(1e-6));
    assertThat(length(vector, 1024, 2048)).isCloseTo(1, within(1e-6));
    assertThat(encoder.encode("")).containsOnly(0);
  }

  @Test
  void texts_that_share_words_are_nearer_than_texts_that_share_none() {
    float[] one = encoder.encode("Schools should teach children to program computers");
    float[] near = encoder.encode("Children should be taught programming computers at schools");
    float[] far = encoder.encode("The river froze over during a long and cold winter");
    assertThat(dot(one, near)).isGreaterThan(dot(one, far) + 0.3);
  }

  @Test
  void case_and_compatibility_forms_do_not_change_the_bags() {
    float[] plain = Arrays.copyOf(encoder.encode("finest office 10"), 2048);
    float[] fancy = Arrays.copyOf(encoder.encode("\ufb01nest OFFICE \uff11\uff10"), 2048);
    assertThat(fancy).isEqualTo(plain);
  }

  @Test
  void the_order_of_words_is_seen_by_the_pairs_of_words() {
    assertThat(encoder.encode("dog bites man")).isNotEqualTo(encoder.encode("man bites dog"));
  }

  @Test
  void numbers_of_buckets_that_cannot_be_are_refused() {
    for (int buckets : new int[] {0, 15, 24, 1 << 21, -16}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HashedNgrams(buckets))
          .withMessageContaining("power of two");
    }
  }

  @Test
  void hostile_texts_give_finite_numbers() {
    for (String text :
        List.of(
            "\ud800",
            "\udc00\ud800",
            "\u0000\u0000",
            "a".repeat(200_000),
            "\u202e x \u0301\u0301")) {
      for (float value : encoder.encode(text)) {
        assertThat(value).isFinite();
      }
    }
  }

  private static List<String> texts(int count) {
    Random random = new Random(1);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = random.nextInt(60); word > 0; word--) {
        text.append("word").append(random.nextInt(500)).append(word % 9 == 0 ? ". " : " ");
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private static double length(float[] vector, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += vector[i] * vector[i];
    }
    return Math.sqrt(sum);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < 2048; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
