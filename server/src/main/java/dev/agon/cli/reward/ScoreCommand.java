package dev.agon.cli.reward;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.cli.reward.TextTable.Row;
import dev.agon.reward.DenseFeatures;
import dev.agon.reward.ModelCard;
import dev.agon.reward.RewardModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
      "FILE is CSV with a header, or JSON objects one a line (.jsonl, .ndjson); either may be"
          + " gzipped (.gz). Rewards are in logits: a difference of 1 is odds of 2.7 to 1. They"
          + " come in the file's order; with --json as one object a line.",
      "",
      "Exit codes: 0 done; 2 wrong use, a bad file or a damaged model.",
    })
public final class ScoreCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WRONG = 2;
  private static final int SHOWN = 60;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model's folder.")
  private Path folder = Path.of("");

  @Parameters(paramLabel = "FILE", description = "The responses.")
  private Path file = Path.of("");

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
      description = "Where vectors of texts are kept (default: .agon/vectors in the project).")
  private Path cache = Path.of(System.getProperty("agon.home", "."), ".agon", "vectors");

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    try {
      RewardModel model = RewardModel.load(folder);
      TextTable table = TextTable.read(file);
      print(line.getOut(), table, model, score(line, table, model));
      line.getOut().flush();
      return 0;
    } catch (BadInput | IOException e) {
      line.getErr().println("agon score: " + e.getMessage());
      return WRONG;
    }
  }

  private double[][] score(CommandLine line, TextTable table, RewardModel model) throws BadInput {
    RewardTexts texts = new RewardTexts();
    int[] items = new int[table.rows().size()];
    for (int row = 0; row < items.length; row++) {
      Row of = table.rows().get(row);
      items[row] =
          texts.item(prompt == null ? "" : table.field(of, prompt), table.field(of, response));
    }
    DenseFeatures features =
        new RewardFeatures(cache, text -> line.getErr().println("agon score: " + text))
            .of(model.card().recipe(), texts);
    double[][] scores = model.head().scores(features);
    double[][] inOrder = new double[items.length][];
    for (int row = 0; row < items.length; row++) {
      inOrder[row] = scores[items[row]];
    }
    return inOrder;
  }

  private void print(PrintWriter out, TextTable table, RewardModel model, double[][] scores)
      throws BadInput {
    ModelCard card = model.card();
    List<String> criteria = card.criteria();
    if (!json) {
      out.println(String.join("\t", criteria) + "\t" + response);
    }
    for (int row = 0; row < scores.length; row++) {
      if (json) {
        ObjectNode object = JSON.createObjectNode();
        object.put("line", table.rows().get(row).line());
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
        String text = table.field(table.rows().get(row), response).replaceAll("\\s+", " ");
        out.println(line + text.substring(0, Math.min(SHOWN, text.length())));
      }
    }
  }
}
