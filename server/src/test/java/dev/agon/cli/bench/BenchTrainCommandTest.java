package dev.agon.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.cli.Agon;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("slow")
class BenchTrainCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void prints_one_document_of_figures_and_says_when_there_is_no_pytorch() {
    int code =
        run(
            "bench train --json --batch 1 --tokens 8 --steps 1 --head-batch 8 --head-steps 4"
                + " --threads 1 --python no-such-python");
    assertThat(code).isZero();
    JsonObject document = new JsonObject(out.toString());
    assertThat(document.getString("device")).contains("TensorFlow");
    for (String part : new String[] {"head", "fine_tuning", "fine_tuning_bfloat16"}) {
      assertThat(document.getJsonObject(part).getDouble("pairs_per_second")).isPositive();
      assertThat(document.getJsonObject(part).getDouble("gflops_per_second")).isPositive();
    }
    assertThat(document.getDouble("texts_per_second")).isPositive();
    assertThat(document.getJsonObject("pytorch").getString("missing")).contains("no-such-python");
  }

  @Test
  void sizes_that_cannot_be_are_refused_before_anything_runs() {
    assertThat(run("bench train --tokens 300")).isEqualTo(2);
    assertThat(err.toString()).contains("--tokens must be from 8 to 256");
    assertThat(run("bench train --batch 0")).isEqualTo(2);
  }

  @Test
  void counts_the_multiplications_of_both_trainings() {
    assertThat(TrainBench.headFlops(1)).isEqualTo(2 * (4.0 * 384 * 128 + 6 * 128));
    assertThat(TrainBench.fineTuningFlops(1, 64)).isCloseTo(8.27e9, within(0.02e9));
  }

  private int run(String arguments) {
    CommandLine line = Agon.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments.split(" ", -1));
  }
}
