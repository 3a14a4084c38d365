package dev.agon.tensor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.agon.tensor.AdamOptions;
import dev.agon.tensor.Computation;
import dev.agon.tensor.PairTargets;
import dev.agon.tensor.Snapshot;
import dev.agon.tensor.Texts;
import dev.agon.tensor.TrainingGraph;
import dev.agon.tensor.Weights;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class FineTunerTest {
  private static final int BATCH = 4;
  private static final List<String> GOOD = List.of("helpful", "polite", "clear", "kind");
  private static final List<String> BAD = List.of("rude", "wrong", "vague", "cruel");

  @Test
  void ten_trainings_with_one_seed_end_in_one_checksum_also_when_resumed() {
    Set<String> checksums = new HashSet<>();
    for (int run = 0; run < 10; run++) {
      checksums.add(train(run == 6 ? 2 : -1).sha256());
    }
    assertThat(checksums).hasSize(1);
  }

  @Test
  void learns_what_people_prefer_and_scores_new_texts_with_it() {
    for (boolean bfloat16 : new boolean[] {false, true}) {
      SplittableRandom random = new SplittableRandom(3);
      try (FineTuner tuner = new FineTuner(options(bfloat16))) {
        double first = step(tuner, random).loss();
        double last = first;
        for (int i = 0; i < 24; i++) {
          last = step(tuner, random).loss();
        }
        assertThat(last).isLessThan(first / 2);
        try (FineTuned scorer = new FineTuned(tuner.weights(), 32)) {
          float[][] scores =
              scorer.score(
                  List.of("The reply was polite and clear.", "The reply was rude and vague."));
          assertThat(scores[0][0]).isGreaterThan(scores[1][0]);
        }
      }
    }
  }

  @Test
  void scores_have_equal_bits_in_batches_of_1_7_and_64_and_change_with_the_weights() {
    List<String> texts = Texts.make(64);
    Weights weights;
    try (FineTuner tuner = new FineTuner(options(false))) {
      Weights before = tuner.weights();
      step(tuner, new SplittableRandom(1));
      weights = tuner.weights();
      try (FineTuned scorer = new FineTuned(weights, 128)) {
        float[][] together = scorer.score(texts);
        for (int batch : new int[] {1, 7}) {
          for (int from = 0; from < texts.size(); from += batch) {
            int to = Math.min(texts.size(), from + batch);
            float[][] some = scorer.score(texts.subList(from, to));
            for (int i = from; i < to; i++) {
              assertThat(some[i - from]).isEqualTo(together[i]);
            }
          }
        }
        scorer.assign(before);
        assertThat(scorer.score(texts.subList(20, 21))[0]).isNotEqualTo(together[20]);
        scorer.assign(weights);
        assertThat(scorer.score(texts.subList(20, 21))[0]).isEqualTo(together[20]);
      }
    }
  }

  @Test
  void begins_from_a_linear_head_fitted_on_the_encoders_vectors() {
    float[] head = new float[MiniLmWeights.HIDDEN];
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < head.length; i++) {
      head[i] = (float) random.nextGaussian();
    }
    List<String> texts = List.of("One text.", "Another text that is a little longer.");
    try (FineTuner tuner = new FineTuner(options(false), head);
        FineTuned scorer = new FineTuned(tuner.weights(), 32);
        MiniLm encoder = MiniLm.load()) {
      float[][] vectors = encoder.encode(texts);
      float[][] scores = scorer.score(texts);
      for (int text = 0; text < 2; text++) {
        double expected = 0;
        for (int i = 0; i < head.length; i++) {
          expected += head[i] * vectors[text][i];
        }
        assertThat((double) scores[text][0]).isCloseTo(expected, within(1e-4));
      }
    }
  }

  @Test
  void embeddings_stay_as_they_are_and_everything_else_moves() {
    try (FineTuner tuner = new FineTuner(options(false))) {
      Weights before = tuner.weights();
      step(tuner, new SplittableRandom(1));
      step(tuner, new SplittableRandom(2));
      Weights after = tuner.weights();
      assertThat(after.names()).noneMatch(name -> name.startsWith("embeddings/"));
      assertThat(after.names()).hasSize(12 * MiniLmWeights.LAYERS + 1);
      for (String name : after.names()) {
        assertThat(after.get(name).values()).as(name).isNotEqualTo(before.get(name).values());
      }
    }
  }

  @Test
  void pairs_that_do_not_fit_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FineTuner.Options(
                    1, 4, 512, false, AdamOptions.standard(), Computation.standard(), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FineTuned(new Weights(), 32))
        .withMessage("there is no tensor head/weight");
  }

  private static FineTuner.Options options(boolean bfloat16) {
    Computation computation = new Computation(Runtime.getRuntime().availableProcessors(), bfloat16);
    return new FineTuner.Options(1, BATCH, 32, false, AdamOptions.standard(), computation, 5);
  }

  private static Weights train(int breakAt) {
    SplittableRandom random = new SplittableRandom(13);
    FineTuner tuner = new FineTuner(options(false));
    try {
      for (int i = 0; i < 5; i++) {
        if (i == breakAt) {
          Snapshot snapshot = tuner.snapshot();
          tuner.close();
          tuner = new FineTuner(options(false));
          tuner.restore(snapshot);
        }
        step(tuner, random);
      }
      return tuner.weights();
    } finally {
      tuner.close();
    }
  }

  private static TrainingGraph.Step step(FineTuner tuner, SplittableRandom random) {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    float[] labels = new float[BATCH];
    for (int pair = 0; pair < BATCH; pair++) {
      boolean good = random.nextBoolean();
      first.add(sentence(random, good));
      second.add(sentence(random, !good));
      labels[pair] = good ? 1 : 0;
    }
    return tuner.step(first, second, PairTargets.bradleyTerry(labels), 2e-4);
  }

  private static String sentence(SplittableRandom random, boolean good) {
    List<String> words = good ? GOOD : BAD;
    return "The answer was %s and %s, number %d."
        .formatted(
            words.get(random.nextInt(words.size())),
            words.get(random.nextInt(words.size())),
            random.nextInt(100));
  }
}
