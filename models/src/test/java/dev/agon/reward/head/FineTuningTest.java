package dev.agon.reward.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.pairs.DenseFeatures;
import dev.agon.reward.pairs.PairsBuilder;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.tensor.Schedule;
import dev.agon.tensor.Weights;
import dev.agon.tensor.text.MiniLm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FineTuningTest {
  private static final String[] ANIMALS = {"cat", "dog", "horse", "cow", "hen", "goat"};
  private static final FineTuning.Settings SETTINGS =
      new FineTuning.Settings(
          PairLoss.plain(),
          16,
          false,
          false,
          new Optimisation(2, 4, 1e-4, 0.1, Schedule.Decay.LINEAR, 0.01, 1, 0, 1),
          3);

  private final List<String> texts = texts();

  @Test
  @DisplayName(
      "the encoder learns which texts are preferred, and a cut training ends with equal bits")
  void learnsAndResumes(@TempDir Path folder) {
    PreferencePairs pairs = pairs(0, 10);
    float[][] vectors;
    try (MiniLm miniLm = MiniLm.load()) {
      vectors = miniLm.encode(texts);
    }
    DenseFeatures features = new DenseFeatures(vectors, 384);
    double[] last = new double[1];
    Weights uncut =
        new FineTunedLearner(SETTINGS, texts, features, 8, p -> last[0] = p.loss()).learn(pairs);
    double[][] differences = FineTuning.differences(uncut, 16, texts, pairs(10, 12).withSwapped());
    assertThat(last[0]).isLessThan(Math.log(2));
    assertThat(differences[0][0]).isPositive().isEqualTo(-differences[0][2]);
    assertThat(differences[0][1]).isPositive();

    int[] asked = new int[1];
    PreferencePairs few = pairs(0, 8);
    String whole = new FineTuning(SETTINGS, texts, few, null).run().sha256();
    try {
      new FineTuning(SETTINGS, texts, few, null)
          .checkpointing(folder, 1)
          .stoppingWhen(() -> ++asked[0] > 2)
          .run();
    } catch (TrainingCancelled cut) {
      assertThat(cut).hasMessage("cancelled after step 2");
    }
    assertThat(new FineTuning(SETTINGS, texts, few, null).checkpointing(folder, 1).run().sha256())
        .isEqualTo(whole);
  }

  /** Twelve kind sentences and, after them, twelve unkind ones. */
  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (String word : new String[] {"I love the ", "What a lovely "}) {
      for (String animal : ANIMALS) {
        texts.add(word + animal);
      }
    }
    for (String word : new String[] {"I hate the ", "What a horrible "}) {
      for (String animal : ANIMALS) {
        texts.add(word + animal);
      }
    }
    return texts;
  }

  private static PreferencePairs pairs(int from, int to) {
    PairsBuilder builder = PreferencePairs.builder(List.of("kindness"));
    IntStream.range(from, to).forEach(i -> builder.pair(i, 12 + i, i).judged(0, Outcome.FIRST));
    return builder.build();
  }
}
