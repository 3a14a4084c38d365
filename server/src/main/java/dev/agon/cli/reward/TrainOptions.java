package dev.agon.cli.reward;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is trained and how it is judged. */
final class TrainOptions {
  /** How pairs are divided. */
  enum Evaluation {
    FOLDS,
    LEAVE_ONE_GROUP_OUT,
    NONE
  }

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      description =
          "hash: hashed n-grams and text statistics; minilm: the frozen layers of MiniLM beside"
              + " them (default: ${DEFAULT-VALUE}).")
  String encoder = "minilm";

  @Option(
      names = "--loss",
      paramLabel = "LOSS",
      description =
          "A likelihood and any of its companions, with commas between: bradley-terry,"
              + " rao-kupper=K; margin=M, smoothing=A, weights; and with ratings of the responses"
              + " gap-margin=S, gap-weight"
              + " (default: ${DEFAULT-VALUE}).")
  String loss = "bradley-terry,weights";

  @Option(
      names = "--l2",
      split = ",",
      paramLabel = "RIDGE",
      description =
          "Ridges of the linear head; of several the best is found within each training side"
              + " (default: ${DEFAULT-VALUE}).")
  double[] l2 = {0.5, 1, 2};

  @Option(
      names = "--evaluate",
      paramLabel = "HOW",
      description =
          "${COMPLETION-CANDIDATES}: how the model is judged (default: ${DEFAULT-VALUE}).",
      completionCandidates = EvaluationNames.class,
      converter = EvaluationName.class,
      defaultValue = "folds")
  Evaluation evaluation = Evaluation.FOLDS;

  @Option(
      names = "--folds",
      paramLabel = "N",
      description = "Folds by group; equal texts share a fold (default: ${DEFAULT-VALUE}).")
  int folds = 5;

  @Option(
      names = "--finetune",
      description =
          "Beside it, fine-tune all of MiniLM's layers on one division of --folds and test both"
              + " there.")
  boolean finetune;

  @Option(
      names = "--finetune-pairs",
      paramLabel = "N",
      description = "At most so many pairs per epoch, drawn by the seed (default: all).")
  int finetunePairs = Integer.MAX_VALUE;

  @Option(
      names = "--longest",
      paramLabel = "TOKENS",
      description = "Word pieces of a text that count in fine-tuning (default: ${DEFAULT-VALUE}).")
  int longest = 128;

  @Option(names = "--bf16", description = "Multiply in bfloat16 while fine-tuning.")
  boolean bfloat16;

  @Option(names = "--curve", description = "Measure a learning curve too.")
  boolean curve;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of folds and orders (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Train on all pairs at last and write the model there; must not exist.")
  @Nullable Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The model's name (default: the file's).")
  @Nullable String name;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description = "Holds vectors of texts (default: .agon/vectors in the project).")
  Path cache = Path.of(System.getProperty("agon.home", "."), ".agon", "vectors");

  /**
   * Refuses what would be ignored.
   *
   * @param given whether an option stands on the command line
   * @throws BadInput when one would be
   */
  void check(Predicate<String> given) throws BadInput {
    if (evaluation == Evaluation.NONE && out == null) {
      throw new BadInput("--evaluate none trains for a file: give --out FOLDER");
    }
    if (evaluation == Evaluation.NONE && (curve || finetune)) {
      throw new BadInput(
          (curve ? "--curve" : "--finetune") + " is measured on held-out pairs: not with none");
    }
    for (String option : List.of("--finetune-pairs", "--longest", "--bf16")) {
      if (given.test(option) && !finetune) {
        throw new BadInput(option + " is of --finetune, which is not asked for");
      }
    }
    if (given.test("--folds") && evaluation != Evaluation.FOLDS && !finetune) {
      throw new BadInput("--folds is of --evaluate folds");
    }
    if (name != null && out == null) {
      throw new BadInput("--name is of the model that --out writes");
    }
    Arrays.sort(l2);
  }

  static final class EvaluationNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    EvaluationNames() {
      super(List.of("folds", "leave-one-group-out", "none"));
    }
  }

  static final class EvaluationName implements ITypeConverter<Evaluation> {
    @Override
    public Evaluation convert(String name) {
      return switch (name) {
        case "folds" -> Evaluation.FOLDS;
        case "leave-one-group-out" -> Evaluation.LEAVE_ONE_GROUP_OUT;
        case "none" -> Evaluation.NONE;
        default ->
            throw new TypeConversionException(
                "'" + name + "' is not folds, leave-one-group-out or none");
      };
    }
  }
}
