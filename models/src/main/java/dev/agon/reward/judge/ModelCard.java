package dev.agon.reward.judge;

import dev.agon.reward.head.Head;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.PreferencePairs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person should know of a reward model before trusting it; JSON by its components' names.
 *
 * @param name given by whoever trained it
 * @param trainedAt ISO-8601, UTC
 * @param data what it learned from
 * @param criteria their names, in the order of the rewards
 * @param recipe the encoders and how their vectors were put together
 * @param head the head's name, see {@link Head#name}
 * @param loss the loss's name, see {@link PairLoss#name}
 * @param position whether it has a position term
 * @param seed of the training
 * @param device what it was trained on, such as {@code CPU} or the GPU's name
 * @param seconds how long the training took
 * @param checksum of all its numbers, see {@code RewardModel.checksum}
 * @param judgements one a criterion: held-out figures beside the baselines'
 */
public record ModelCard(
    String name,
    String trainedAt,
    Data data,
    List<String> criteria,
    FeatureRecipe recipe,
    String head,
    String loss,
    boolean position,
    long seed,
    String device,
    double seconds,
    String checksum,
    List<Judgement> judgements) {

  /**
   * The pairs behind a model.
   *
   * @param sha256 of the pairs, see {@link PreferencePairs#sha256}
   * @param pairs their number
   * @param items different responses
   * @param groups different prompts or given groups
   * @param excluded how many pairs were left out, by reason
   */
  public record Data(
      String sha256, int pairs, int items, int groups, Map<String, Integer> excluded) {
    public Data {
      excluded = Map.copyOf(excluded);
    }
  }

  /**
   * Held-out figures under one criterion.
   *
   * @param criterion its name
   * @param protocol how training and test were divided, in words
   * @param model the model's figures
   * @param baselines by name ({@code constant}, {@code length}, {@code previous}): figures on the
   *     same pairs
   * @param advantage by baseline: how much more often the model is right
   * @param lengthBias see {@link LengthBias}; null when the texts are not known
   * @param asymmetry the largest {@code |P(a over b) + P(b over a) - 1|} over pairs and their swaps
   * @param curve accuracy by number of training pairs; null when none was made
   * @param folds each division's accuracy
   */
  public record Judgement(
      String criterion,
      String protocol,
      PairMetrics model,
      Map<String, PairMetrics> baselines,
      Map<String, Estimate> advantage,
      @Nullable LengthBias lengthBias,
      double asymmetry,
      @Nullable LearningCurve curve,
      List<Fold> folds) {
    public Judgement {
      baselines = Map.copyOf(baselines);
      advantage = Map.copyOf(advantage);
      folds = List.copyOf(folds);
    }
  }

  /**
   * One division of pairs into training and test.
   *
   * @param name the fold or group that was tested
   * @param trained pairs learned from
   * @param tested pairs tested
   * @param purged pairs left out because they share a text with the test
   * @param accuracy on the tested pairs that are not ties; NaN when there is none
   */
  public record Fold(String name, int trained, int tested, int purged, double accuracy) {}

  public ModelCard {
    criteria = List.copyOf(criteria);
    judgements = List.copyOf(judgements);
  }
}
