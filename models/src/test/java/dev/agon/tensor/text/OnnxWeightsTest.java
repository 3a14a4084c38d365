package dev.agon.tensor.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.tensor.Weights;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OnnxWeightsTest {
  @Test
  void reads_all_weights_of_minilm() {
    Weights weights = MiniLmWeights.read();
    assertThat(weights.names()).hasSize(5 + 12 * MiniLmWeights.LAYERS);
    assertThat(weights.get("embeddings/word").shape()).containsExactly(30522, 384);
    assertThat(weights.get("layer5/attention/in/weight").shape()).containsExactly(384, 1152);
    assertThat(weights.get("layer0/inner/in/weight").shape()).containsExactly(384, 1536);
    assertThat(weights.size()).isEqualTo(22_565_376L);
  }

  @Test
  void what_is_no_onnx_model_is_refused() {
    assertThatThrownBy(() -> OnnxWeights.read(new ByteArrayInputStream(new byte[0])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no ONNX graph");
    assertThatThrownBy(
            () ->
                OnnxWeights.read(
                    new ByteArrayInputStream(
                        "PK\3\4".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void unknown_nodes_and_tensors_are_named() throws IOException {
    OnnxWeights empty = OnnxWeights.read(new ByteArrayInputStream(new byte[] {58, 0}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> empty.input("/encoder/x", 1))
        .withMessage("no node /encoder/x with an input 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> empty.initializers().get("bias"))
        .withMessage("there is no tensor bias");
  }
}
