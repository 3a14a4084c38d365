package dev.agon.cli.reward;

import dev.agon.cli.input.ReadingOptions;
import dev.agon.reward.RewardModel;
import dev.agon.reward.head.Head;
import dev.agon.reward.head.HeadTraining;
import dev.agon.reward.head.PlanLearner;
import dev.agon.reward.head.TrainingPlan;
import dev.agon.reward.judge.Judge;
import dev.agon.reward.judge.ModelCard;
import dev.agon.reward.judge.ModelCard.Judgement;
import dev.agon.reward.loss.LossNames;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.reward.pairs.Split;
import dev.agon.reward.pairs.Splits;
import dev.agon.table.FileProblem;
import dev.agon.tensor.Devices;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agon train FILE}: judges and trains a reward model on a file of pairs. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Judges a reward model on held-out pairs of a file, and trains it.",
    footerHeading = "%n",
    footer = {
      ReadingOptions.FILES
          + " Prompts and responses are texts or arrays of turns; what two responses of turns begin"
          + " with alike is their prompt, where no other is named.",
      "",
      "Splits never divide a group, and no response stands on both sides. Ridges are chosen within"
          + " the training side. Accuracy is over pairs that are not ties, beside a constant "
          + "and a baseline by length, learned and tested on the same pairs. Intervals"
          + " are 95 %%, clustered by group; of fewer than 5 groups there is none, but the reason.",
      "",
      "JSON: accuracy, its interval, baselines, advantage (model less baseline, with interval),"
          + " reasons why figures are null, and the card with all figures of each criterion.",
      "",
      "Exit codes: 0 done; 2 wrong use or a bad file, reported as file:line:column on stderr.",
    })
public final class TrainCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The pairs.")
  private List<Path> files = new ArrayList<>();

  @Mixin private PairOptions where = new PairOptions();
  @Mixin private TrainOptions options = new TrainOptions();
  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    try {
      TrainReport report = train(line);
      line.getOut().print(json ? report.json() : report.table());
      line.getOut().flush();
      return 0;
    } catch (FileProblem e) {
      e.problems().forEach(problem -> line.getErr().println("agon train: " + problem));
      return WRONG;
    } catch (BadInput | IllegalArgumentException e) {
      line.getErr().println("agon train: " + e.getMessage());
      return WRONG;
    }
  }

  private TrainReport train(CommandLine line) throws BadInput, FileProblem, IOException {
    PairLoss loss = LossNames.parse(options.loss);
    where.check(loss);
    options.check(line.getParseResult()::hasMatchedOption);
    Path out = options.out;
    if (out != null && Files.exists(out)) {
      throw new BadInput(out + ": exists already");
    }
    RewardData data = PairReader.read(files, where, reading, options.seed, line.getErr());
    List<Split> splits = splits(data);
    FeatureRecipe recipe = recipe(data.texts().hasPrompts());
    FeatureMatrix features =
        new RewardFeatures(options.cache, text -> line.getErr().println("agon train: " + text))
            .of(recipe, data.texts());
    List<TrainingPlan> plans =
        Arrays.stream(options.l2)
            .mapToObj(
                l2 ->
                    new TrainingPlan(
                        new Head.Linear(l2),
                        loss,
                        recipe.scaling(),
                        where.shownFirst != null,
                        options.seed))
            .toList();
    PlanLearner learner = new PlanLearner(plans, features, data.texts().textOf(), () -> false);
    long start = System.nanoTime();
    List<Judgement> judgements = judge(data, learner, splits);
    double judging = (System.nanoTime() - start) / 1e9;
    List<Judgement> fineTuned =
        options.finetune
            ? new FineTuneComparison(options, loss, line.getErr()).judge(data, learner)
            : List.of();
    RewardModel model =
        out == null ? null : model(data, recipe, features, learner, judgements, line.getErr());
    if (model != null && out != null) {
      model.save(out);
    }
    return new TrainReport(
        files.getFirst(),
        data,
        recipe,
        loss,
        judgements,
        fineTuned,
        learner.chosen(),
        judging,
        model);
  }

  private FeatureRecipe recipe(boolean prompts) throws BadInput {
    return switch (options.encoder) {
      case "hash" -> RewardFeatures.hashed();
      case "minilm" -> RewardFeatures.miniLm(prompts);
      default -> throw new BadInput("--encoder '" + options.encoder + "' is not hash or minilm");
    };
  }

  private List<Split> splits(RewardData data) throws BadInput {
    return switch (options.evaluation) {
      case NONE -> List.of();
      case FOLDS -> Divisions.folds(data, options.folds, options.seed);
      case LEAVE_ONE_GROUP_OUT -> Divisions.leaveOneGroupOut(data);
    };
  }

  private List<Judgement> judge(RewardData data, PlanLearner learner, List<Split> splits) {
    if (splits.isEmpty()) {
      return List.of();
    }
    Judge judge = new Judge(learner, data.pairs()).withLengths(data.texts().logLength());
    if (options.curve) {
      judge.withCurve();
    }
    return judge.judge(
        splits,
        options.evaluation == TrainOptions.Evaluation.FOLDS
            ? options.folds + " folds by group, equal texts in one"
            : "one of " + splits.size() + " groups left out at a time");
  }

  private RewardModel model(
      RewardData data,
      FeatureRecipe recipe,
      FeatureMatrix features,
      PlanLearner learner,
      List<Judgement> judgements,
      PrintWriter err) {
    long start = System.nanoTime();
    PreferencePairs pairs = data.pairs();
    TrainingPlan plan = learner.choose(pairs);
    if (options.l2.length > 1
        && Splits.count(Splits.units(pairs, data.texts().textOf())) < PlanLearner.INNER_FOLDS) {
      err.println(
          "agon train: too few independent groups of pairs to compare ridges on: the largest one"
              + " was taken");
    }
    Head.Trained head = new HeadTraining(plan, features, pairs).run();
    ModelCard card =
        new ModelCard(
            options.name == null ? String.valueOf(files.getFirst().getFileName()) : options.name,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            new ModelCard.Data(
                pairs.sha256(),
                pairs.rows(),
                data.texts().size(),
                data.groups().size(),
                data.excluded()),
            pairs.criteria(),
            recipe,
            plan.head().name(),
            plan.loss().name(),
            plan.position(),
            plan.seed(),
            Devices.find().main().toString(),
            (System.nanoTime() - start) / 1e9,
            head.arrays().sha256(),
            judgements);
    return new RewardModel(head, card);
  }
}
