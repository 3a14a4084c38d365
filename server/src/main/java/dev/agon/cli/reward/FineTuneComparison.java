package dev.agon.cli.reward;

import dev.agon.reward.head.FineTunedLearner;
import dev.agon.reward.head.FineTuning;
import dev.agon.reward.head.Learner;
import dev.agon.reward.head.Optimisation;
import dev.agon.reward.head.TrainingProgress;
import dev.agon.reward.judge.Judge;
import dev.agon.reward.judge.ModelCard.Judgement;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.Split;
import dev.agon.reward.pairs.Splits;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Fine-tunes MiniLM on one division of the pairs and judges it beside the frozen head. */
final class FineTuneComparison {
  private static final int TOLD = 10;

  private final TrainOptions options;
  private final PairLoss loss;
  private final PrintWriter err;

  FineTuneComparison(TrainOptions options, PairLoss loss, PrintWriter err) {
    this.options = options;
    this.loss = loss;
    this.err = err;
  }

  List<Judgement> judge(RewardData data, Learner frozen) throws BadInput {
    RewardTexts texts = data.texts();
    FeatureMatrix vectors =
        new RewardFeatures(options.cache, err::println)
            .of(FeatureRecipe.response("minilm", "1", 384), texts);
    FineTuning.Settings settings =
        new FineTuning.Settings(
            loss,
            options.longest,
            options.bfloat16,
            false,
            Optimisation.forEncoders(),
            options.seed);
    Learner learner =
        new FineTunedLearner(
            settings,
            IntStream.range(0, texts.size()).mapToObj(texts::response).toList(),
            vectors,
            options.finetunePairs,
            this::tell);
    int[] units = Splits.units(data.pairs(), texts.textOf());
    Split split = Splits.folds(units, options.folds, options.seed).getFirst();
    return new Judge(learner, data.pairs())
        .withLengths(texts.logLength())
        .against("frozen", frozen)
        .judge(List.of(split), "fine-tuned, the first of " + options.folds + " folds");
  }

  private void tell(TrainingProgress progress) {
    if (progress.step() % TOLD == 0) {
      err.printf(
          Locale.ROOT,
          "agon train: fine-tuning step %d of %d, loss %.3f, %.1f pairs/s, at most %.0f s left%n",
          progress.step(),
          progress.steps(),
          progress.loss(),
          progress.pairsPerSecond(),
          progress.secondsLeft());
      err.flush();
    }
  }
}
