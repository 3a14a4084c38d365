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
  private static final int GOLDEN = 531507831;
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
    float[] vector =
        new HashedNgrams(16).encode("The cat sat. The cat slept! \u3010\u65b0\u8eca\u3011");
    assertThat(new HashedNgrams(16).version()).isEqualTo("2-16");
    assertThat(Arrays.hashCode(vector)).isEqualTo(GOLDEN);
  }

  @Test
  void the_first_version_still_gives_the_vectors_that_its_models_were_trained_on() {
    HashedNgrams first = HashedNgrams.of("1-16");
    assertThat(first.version()).isEqualTo("1-16");
    assertThat(Arrays.hashCode(first.encode("The cat sat. The cat slept!"))).isEqualTo(-556379480);
    assertThat(HashedNgrams.of("2-16").encode("x?")).isEqualTo(new HashedNgrams(16).encode("x?"));
    for (String unknown : List.of("3-1024", "1", "", "2-17x", "2-99999999999")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HashedNgrams.of(unknown))
          .withMessageContaining("versions 1 and 2");
    }
  }

  @Test
  void marks_symbols_and_emoji_make_texts_differ_that_have_the_same_words() {
    String[] texts = {
      "\u3010sale\u3011 today", "\u300csale\u300d today", "sale today :)", "sale today :(",
      "sale today \ud83d\ude42", "sale today \ud83d\ude41", "sale today!", "sale today\uff01"
    };
    for (String one : texts) {
      for (String other : texts) {
        if (!one.equals(other)) {
          assertThat(bags(one)).as("%s beside %s", one, other).isNotEqualTo(bags(other));
        }
      }
    }
  }

  @Test
  void runs_of_scripts_without_spaces_share_pairs_and_triples_across_scripts() {
    float[] one = bags("\u4fdd\u967a\u306e\u898b\u7a4d\u308a");
    float[] same = bags("\u7121\u6599\u4fdd\u967a\u306e\u6bd4\u8f03");
    float[] turned = bags("\u7121\u6599\u967a\u306e\u4fdd\u6bd4\u8f03");
    assertThat(dot(one, same)).isGreaterThan(dot(one, turned) + 0.1);
  }

  @Test
  void a_sparse_vector_is_the_dense_one_without_its_zeros() {
    for (String text :
        List.of("", "?", "Some words, some more.", "\u65b0\u8eca\u3092\u8cb7\u3046!")) {
      SparseVector sparse = encoder.sparse(text);
      assertThat(sparse.dense()).isEqualTo(encoder.encode(text));
      assertThat(sparse.at()).isSorted().doesNotHaveDuplicates();
      for (float value : sparse.values()) {
        assertThat(value).isNotZero();
      }
    }
  }

  private float[] bags(String text) {
    return Arrays.copyOf(encoder.encode(text), 2 * HashedNgrams.BUCKETS);
  }

  @Test
  void each_bag_has_length_one_and_an_empty_text_is_all_zero() {
    float[] vector = encoder.encode("Some words, and some more words after them.");
    assertThat(vector).hasSize(encoder.dimension());
    int buckets = HashedNgrams.BUCKETS;
    assertThat(buckets).isEqualTo(16_384);
    assertThat(length(vector, 0, buckets)).isCloseTo(1, within(1e-6));
    assertThat(length(vector, buckets, 2 * buckets)).isCloseTo(1, within(1e-6));
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
    float[] plain = bags("finest office 10");
    float[] fancy = bags("\ufb01nest OFFICE \uff11\uff10");
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
    for (int i = 0; i < 2 * HashedNgrams.BUCKETS; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
