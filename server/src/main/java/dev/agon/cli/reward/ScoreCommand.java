package dev.agon.cli.reward;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.cli.input.ReadingOptions;
import dev.agon.reward.RewardModel;
import dev.agon.reward.judge.ModelCard;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.table.FileProblem;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.TableReading;
import dev.agon.table.Turns;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** {@code agon score MODEL FILE}: the rewards of a file's responses. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Scores the responses of a file by a model that agon train wrote.",
    footerHeading = "%n",
    footer = {
      ReadingOptions.FILES + " Prompts and responses are texts or arrays of turns.",
      "",
      "Rewards are in logits: a difference of 1 is odds of 2.7 to 1. They"
          + " come in the file's order; with --json as one object per line.",
      "",
      "Exit codes: 0 done; 2 wrong use, a bad file or a damaged model.",
    })
public final class ScoreCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WRONG = 2;
  private static final int SHOWN = 60;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The model's folder.")
  private Path folder = Path.of("");

  @Parameters(index = "1..*", paramLabel = "FILE", arity = "1..*", description = "The responses.")
  private List<Path> files = new ArrayList<>();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Option(
      names = "--response",
      paramLabel = "COLUMN",
      description = "Column of the response (default: ${DEFAULT-VALUE}).")
  private String response = "response";

  @Option(names = "--prompt", paramLabel = "COLUMN", description = "Column of the prompt.")
  private @Nullable String prompt;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description = "Holds vectors of texts (default: .agon/vectors in the project).")
  private Path cache = Path.of(System.getProperty("agon.home", "."), ".agon", "vectors");

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  private record Asked(long line, String prompt, String response) {}

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    try {
      RewardModel model = RewardModel.load(folder);
      List<Asked> rows = new ArrayList<>();
      List<String> columns = prompt == null ? List.of(response) : List.of(response, prompt);
      TableReading.Done done = reading.reading(files).read(columns, row -> rows.add(asked(row)));
      reading.tell(line.getErr(), "agon score", done);
      print(line.getOut(), rows, model, score(line, rows, model));
      line.getOut().flush();
      return 0;
    } catch (FileProblem e) {
      e.problems().forEach(problem -> line.getErr().println("agon score: " + problem));
      return WRONG;
    } catch (BadInput | IOException e) {
      line.getErr().println("agon score: " + e.getMessage());
      return WRONG;
    }
  }

  /** What a row holds; of turns without a prompt, the last is the response to those before. */
  private Asked asked(Row row) throws RowProblem {
    String own = prompt == null ? "" : RowTexts.prompt(row, prompt);
    if (prompt == null && row.cell(response).value().isArray()) {
      Turns turns = row.turns(response);
      int last = turns.turns().size() - 1;
      if (last > 0) {
        return new Asked(row.line(), RowTexts.prompt(turns.until(last)), turns.from(last).said());
      }
    }
    return new Asked(row.line(), own, row.said(response));
  }

  private double[][] score(CommandLine line, List<Asked> rows, RewardModel model) throws BadInput {
    RewardTexts texts = new RewardTexts();
    int[] items = rows.stream().mapToInt(row -> texts.item(row.prompt, row.response)).toArray();
    FeatureMatrix features =
        new RewardFeatures(cache, text -> line.getErr().println("agon score: " + text))
            .of(model.card().recipe(), texts);
    double[][] scores = model.head().scores(features);
    double[][] inOrder = new double[items.length][];
    for (int row = 0; row < items.length; row++) {
      inOrder[row] = scores[items[row]];
    }
    return inOrder;
  }

  private void print(PrintWriter out, List<Asked> rows, RewardModel model, double[][] scores) {
    ModelCard card = model.card();
    List<String> criteria = card.criteria();
    if (!json) {
      out.println(String.join("\t", criteria) + "\t" + response);
    }
    for (int row = 0; row < scores.length; row++) {
      if (json) {
        ObjectNode object = JSON.createObjectNode();
        object.put("line", rows.get(row).line());
        object.put("model", card.checksum());
        ObjectNode rewards = object.putObject("rewards");
        for (int c = 0; c < criteria.size(); c++) {
          rewards.put(criteria.get(c), scores[row][c]);
        }
        out.println(object);
      } else {
        StringBuilder line = new StringBuilder();
        for (double score : scores[row]) {
          line.append(String.format(Locale.ROOT, "%.4f\t", score));
        }
        String text = rows.get(row).response().replaceAll("\\s+", " ");
        out.println(line + text.substring(0, Math.min(SHOWN, text.length())));
      }
    }
  }
}
