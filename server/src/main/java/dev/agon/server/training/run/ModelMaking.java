package dev.agon.server.training.run;

import dev.agon.reward.RewardModel;
import dev.agon.reward.head.Ensemble;
import dev.agon.reward.head.Head;
import dev.agon.reward.head.HeadTraining;
import dev.agon.reward.head.Learner;
import dev.agon.reward.head.Optimisation;
import dev.agon.reward.head.PlanLearner;
import dev.agon.reward.head.TrainingPlan;
import dev.agon.reward.judge.Baselines;
import dev.agon.reward.judge.Judge;
import dev.agon.reward.judge.ModelCard;
import dev.agon.reward.loss.Adjustment.Need;
import dev.agon.reward.loss.LossNames;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.PairsBuilder;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.reward.pairs.Splits;
import dev.agon.server.core.Criterion;
import dev.agon.server.training.TextHash;
import dev.agon.server.training.TrainingSettings;
import dev.agon.server.training.run.TrainingData.Item;
import dev.agon.server.training.run.TrainingData.Judgement;
import dev.agon.server.training.score.Encoders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Trains and judges on a study's data; blocks, on one worker thread. */
final class ModelMaking {
  private static final int FEWEST_JUDGEMENTS = 20;
  private static final int FEWEST_GROUPS = 3;
  private static final int CHECKPOINT_STEPS = 20;
  private static final int HIDDEN = 64;
  private static final int SHOWN = 60;
  private static final double[] RIDGES = {0.5, 2, 10, 100};

  private final TrainingData data;
  private final TrainingSettings settings;
  private final FeatureRecipe recipe;
  private final FeatureMatrix features;
  private final TrainingHooks hooks;
  private final PreferencePairs pairs;
  private final int[] textOf;

  ModelMaking(
      TrainingData data,
      TrainingSettings settings,
      FeatureRecipe recipe,
      FeatureMatrix features,
      TrainingHooks hooks) {
    this.data = data;
    this.settings = settings;
    this.recipe = recipe;
    this.features = features;
    this.hooks = hooks;
    if (data.judgements().size() < FEWEST_JUDGEMENTS) {
      throw new IllegalArgumentException(
          "There are %d judgements that count; a training needs at least %d."
              .formatted(data.judgements().size(), FEWEST_JUDGEMENTS));
    }
    requireNothingMore(LossNames.parse(settings.loss()));
    this.pairs = pairs(data);
    this.textOf = textOf(data);
  }

  /** Votes carry no ratings of single responses, and no ensemble's strengths. */
  private static void requireNothingMore(PairLoss loss) {
    loss.needing(Need.RATINGS)
        .ifPresent(
            part -> {
              throw new IllegalArgumentException(
                  "The loss %s needs ratings of single responses, which votes do not carry."
                      .formatted(part.name()));
            });
    loss.needing(Need.STRENGTHS)
        .ifPresent(
            part -> {
              throw new IllegalArgumentException(
                  "The loss %s needs an ensemble's strengths, which are known only after a training."
                      .formatted(part.name()));
            });
  }

  /**
   * Makes a model.
   *
   * @param checkpoints where the training keeps its state, and resumes from
   * @param previous what the version before says
   */
  TrainedModel make(Path checkpoints, Optional<PreviousRewards> previous) {
    long started = System.nanoTime();
    List<TrainingPlan> plans = plans();
    PlanLearner choosing = new PlanLearner(plans, features, textOf, hooks::stopped);
    PlanLearner cautious =
        new PlanLearner(List.of(plans.getLast()), features, textOf, hooks::stopped);
    TrainingPlan plan = (canChoose(pairs) ? choosing : cautious).choose(pairs);
    Head.Trained trained =
        new HeadTraining(plan, features, pairs)
            .listening(hooks::trained)
            .stoppingWhen(hooks::stopped)
            .checkpointing(checkpoints, mlp() ? CHECKPOINT_STEPS : 1)
            .run();
    double seconds = (System.nanoTime() - started) / 1e9;
    ModelCard card = card(plan, trained, seconds, judged(learner(choosing, cautious), previous));
    RewardModel model = new RewardModel(trained, card);
    return new TrainedModel(model, pairs.rows(), generators(trained), doubtful(plan));
  }

  /** A small part of a small study may have few prompts or none. */
  private Learner learner(Learner choosing, Learner cautious) {
    return (train, test) -> {
      if (train.rows() == 0) {
        return new double[train.criteria().size()][test.rows()];
      }
      return (canChoose(train) ? choosing : cautious).differences(train, test);
    };
  }

  /** Plans are compared over folds; with too few prompts the most cautious one is taken. */
  private boolean canChoose(PreferencePairs some) {
    return groups(Splits.units(some, textOf)) >= FEWEST_GROUPS;
  }

  private static int groups(int[] units) {
    return Arrays.stream(units).max().orElse(-1) + 1;
  }

  private boolean mlp() {
    return settings.head().equals(TrainingSettings.MLP);
  }

  /** The last is the most cautious. */
  private List<TrainingPlan> plans() {
    if (mlp()) {
      return List.of(plan(new Head.Mlp(HIDDEN, Optimisation.forHeads())));
    }
    return Arrays.stream(RIDGES).mapToObj(ridge -> plan(new Head.Linear(ridge))).toList();
  }

  private TrainingPlan plan(Head head) {
    return new TrainingPlan(
        head, LossNames.parse(settings.loss()), recipe.scaling(), true, settings.seed());
  }

  private String device() {
    return mlp() || Encoders.network(settings.encoder()) ? Encoders.device() : "CPU";
  }

  private List<ModelCard.Judgement> judged(Learner learner, Optional<PreviousRewards> previous) {
    int[] units = Splits.units(pairs, textOf);
    int folds = Math.min(settings.folds(), groups(units));
    if (folds < TrainingSettings.LEAST_FOLDS) {
      throw new IllegalArgumentException(whyNothingIsHeldOut());
    }
    Judge judge =
        new Judge(learner, pairs)
            .withLengths(logLengths(data.items()))
            .withCurve()
            .listening(hooks::judged);
    previous.ifPresent(
        before ->
            judge.against(
                "previous",
                Baselines.given(before.rewards()),
                row -> data.judgements().get(row).number() > before.watermark()));
    hooks.judged(0, folds);
    return judge.judge(Splits.folds(units, folds, settings.seed()), folds + " folds by prompt");
  }

  private String whyNothingIsHeldOut() {
    return Splits.mostShared(pairs, textOf)
        .map(
            shared ->
                "Nothing can be held out, since all judged prompts share responses: %s is a response to %d prompts."
                    .formatted(quoted(shared.text()), shared.groups()))
        .orElse("Nothing can be held out, since only one prompt has votes that count.");
  }

  private String quoted(int text) {
    int item = 0;
    while (textOf[item] != text) {
      item++;
    }
    String words = data.items().get(item).text().replaceAll("\\s+", " ").strip();
    if (words.isEmpty()) {
      return "an empty text";
    }
    return "\"" + (words.length() <= SHOWN ? words : words.substring(0, SHOWN) + "...") + "\"";
  }

  /** What an ensemble doubts; nothing without one. */
  private JsonArray doubtful(TrainingPlan plan) {
    int folds = Math.min(settings.folds(), groups(Splits.units(pairs, textOf)));
    if (settings.ensemble() < 2 || folds < TrainingSettings.LEAST_FOLDS) {
      return new JsonArray();
    }
    Ensemble ensemble =
        new Ensemble(plan, features, pairs, textOf)
            .sized(settings.ensemble(), folds)
            .stoppingWhen(hooks::stopped)
            .listening(hooks::judged);
    return DoubtfulComparisons.of(data, ensemble.strengths());
  }

  /** Equal numbers for equal texts. */
  private static int[] textOf(TrainingData data) {
    Map<TextHash, Integer> numbers = new HashMap<>();
    return data.items().stream()
        .mapToInt(item -> numbers.computeIfAbsent(item.hash(), hash -> numbers.size()))
        .toArray();
  }

  /** Natural logarithms of 1 + the number of characters of each response. */
  private static double[] logLengths(List<Item> items) {
    return items.stream()
        .mapToDouble(item -> Math.log1p(item.text().codePointCount(0, item.text().length())))
        .toArray();
  }

  private ModelCard card(
      TrainingPlan plan, Head.Trained trained, double seconds, List<ModelCard.Judgement> judged) {
    int groups = (int) data.judgements().stream().map(j -> prompt(data, j)).distinct().count();
    return new ModelCard(
        "trained on votes",
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        new ModelCard.Data(pairs.sha256(), pairs.rows(), pairs.items(), groups, Map.of()),
        pairs.criteria(),
        recipe,
        plan.head().name(),
        plan.loss().name(),
        plan.position(),
        settings.seed(),
        device(),
        seconds,
        trained.arrays().sha256(),
        judged);
  }

  private static PreferencePairs pairs(TrainingData data) {
    PairsBuilder builder =
        PreferencePairs.builder(data.criteria().stream().map(Criterion::name).toList());
    Map<Long, Integer> groups = new HashMap<>();
    for (Judgement judgement : data.judgements()) {
      int group = groups.computeIfAbsent(prompt(data, judgement), prompt -> groups.size());
      builder
          .pair(judgement.first(), judgement.second(), group)
          .judged(judgement.criterion(), judgement.outcome())
          .weight(judgement.weight())
          .position(judgement.swapped() ? -1 : 1);
    }
    return builder.build();
  }

  private static long prompt(TrainingData data, Judgement judgement) {
    return data.items().get(judgement.first()).prompt();
  }

  /** Sums of one generator's rewards. */
  private static final class Sums {
    private int count;
    private double sum;
    private double squares;
  }

  private JsonArray generators(Head.Trained trained) {
    JsonArray all = new JsonArray();
    for (int c = 0; c < data.criteria().size(); c++) {
      Map<Long, Sums> byGenerator = new TreeMap<>();
      for (int i = 0; i < data.items().size(); i++) {
        Item item = data.items().get(i);
        double reward = trained.score(features, i, c);
        Sums sums = byGenerator.computeIfAbsent(item.generator(), generator -> new Sums());
        sums.count++;
        sums.sum += reward;
        sums.squares += reward * reward;
      }
      int ordinal = data.criteria().get(c).ordinal();
      byGenerator.forEach((generator, sums) -> all.add(standing(generator, ordinal, sums)));
    }
    return all;
  }

  private static JsonObject standing(long generator, int criterion, Sums sums) {
    double mean = sums.sum / sums.count;
    double variance = Math.max(0, sums.squares / sums.count - mean * mean);
    return new JsonObject()
        .put("generator", generator)
        .put("criterion", criterion)
        .put("responses", sums.count)
        .put("mean", mean)
        .put("deviation", Math.sqrt(variance));
  }
}
