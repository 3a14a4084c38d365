package dev.agon.tensor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.tensor.OnnxMiniLm;
import dev.agon.tensor.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class MiniLmTest {
  private static final List<String> TEXTS = Texts.make(256);
  private static MiniLm encoder;
  private static float[][] vectors;

  @BeforeAll
  static void encodeAll() {
    encoder = MiniLm.load();
    vectors = encoder.encode(TEXTS);
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void equals_onnxruntime_within_1e_5_on_256_texts() throws Exception {
    double worst = 0;
    try (OnnxMiniLm onnx = new OnnxMiniLm();
        Tokeniser tokeniser = new Tokeniser(MiniLm.LONGEST)) {
      for (int i = 0; i < vectors.length; i++) {
        double[] expected = onnx.encode(tokeniser.tokens(TEXTS.get(i)));
        for (int k = 0; k < expected.length; k++) {
          worst = Math.max(worst, Math.abs(expected[k] - vectors[i][k]));
        }
      }
    }
    System.out.printf("MiniLM against onnxruntime on 256 texts: at most %.2g apart%n", worst);
    assertThat(worst).isLessThanOrEqualTo(1e-5);
  }

  @Test
  void a_text_has_equal_bits_in_batches_of_1_7_and_256_in_any_order() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, TEXTS.size()).boxed().toList());
    for (int batch : new int[] {1, 7, 256}) {
      Collections.shuffle(order, new Random(batch));
      for (int from = 0; from < order.size(); from += batch) {
        List<Integer> some = order.subList(from, Math.min(order.size(), from + batch));
        float[][] again = encoder.encode(some.stream().map(TEXTS::get).toList());
        for (int i = 0; i < again.length; i++) {
          assertThat(again[i]).isEqualTo(vectors[some.get(i)]);
        }
      }
    }
  }

  @Test
  void the_number_of_threads_changes_no_bit() {
    for (int threads : new int[] {1, 4}) {
      try (MiniLm other = MiniLm.load(threads)) {
        assertThat(other.encode(TEXTS.subList(0, 40)).clone())
            .isDeepEqualTo(java.util.Arrays.copyOf(vectors, 40));
      }
    }
  }

  @Test
  void the_layers_end_in_the_vector_and_have_equal_bits_in_every_batch() {
    try (MiniLm layers = MiniLm.layers()) {
      assertThat(layers.dimension()).isEqualTo(6 * 384);
      assertThat(layers.name()).isEqualTo("minilm-layers");
      List<String> texts = TEXTS.subList(0, 40);
      float[][] all = layers.encode(texts);
      for (int i = 0; i < all.length; i++) {
        assertThat(layers.encode(texts.subList(i, i + 1))[0]).isEqualTo(all[i]);
        double squares = 0;
        for (int k = 5 * 384; k < 6 * 384; k++) {
          squares += (double) all[i][k] * all[i][k];
        }
        for (int k = 0; k < 384; k++) {
          assertThat(all[i][5 * 384 + k] / Math.sqrt(squares))
              .isCloseTo((double) vectors[i][k], within(1e-6));
        }
      }
    }
  }

  @Test
  void vectors_have_length_one_also_of_empty_and_hostile_texts() {
    for (float[] vector : vectors) {
      double squares = 0;
      for (float value : vector) {
        squares += value * value;
      }
      assertThat(squares).isBetween(1 - 1e-5, 1 + 1e-5);
    }
  }

  @Test
  void near_meanings_are_near() {
    float[][] three =
        encoder.encode(
            List.of(
                "School uniforms should be compulsory.",
                "Every pupil ought to wear the same clothes at school.",
                "The engine overheats when driving uphill."));
    assertThat(dot(three[0], three[1])).isGreaterThan(dot(three[0], three[2]) + 0.3);
  }

  @Test
  void no_texts_give_no_vectors() {
    assertThat(encoder.encode(List.of())).isEmpty();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
