package dev.agon.tensor.text;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.agon.tensor.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The float32 initializers of an ONNX model and which node takes which: no more of the format than
 * is needed to rebuild a network whose architecture is known. Field numbers are those of {@code
 * onnx.proto} (ONNX IR 3 to 10).
 */
public final class OnnxWeights {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_NAME = 3;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_FLOATS = 4;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW = 9;
  private static final int FLOAT32 = 1;

  private final Weights initializers = new Weights();
  private final Map<String, List<String>> inputs = new HashMap<>();

  private OnnxWeights() {}

  /**
   * Reads a model.
   *
   * @throws IOException when the stream fails or is not an ONNX model with a graph
   */
  public static OnnxWeights read(InputStream stream) throws IOException {
    OnnxWeights weights = new OnnxWeights();
    CodedInputStream in = CodedInputStream.newInstance(stream, 1 << 16);
    in.setSizeLimit(Integer.MAX_VALUE);
    boolean found = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == MODEL_GRAPH) {
        weights.readGraph(in);
        found = true;
      } else {
        in.skipField(tag);
      }
    }
    if (!found) {
      throw new IOException("the file holds no ONNX graph");
    }
    return weights;
  }

  /** All float32 initializers by their names. */
  public Weights initializers() {
    return initializers;
  }

  /**
   * The initializer that a node takes.
   *
   * @param node its name
   * @param input which input, from 0
   * @throws IllegalArgumentException when there is no such node, input or initializer
   */
  public Weights.Tensor input(String node, int input) {
    List<String> names = inputs.get(node);
    if (names == null || input >= names.size()) {
      throw new IllegalArgumentException("no node %s with an input %d".formatted(node, input));
    }
    return initializers.get(names.get(input));
  }

  private void readGraph(CodedInputStream in) throws IOException {
    int end = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case GRAPH_NODE -> readNode(in);
        case GRAPH_INITIALIZER -> readTensor(in);
        default -> in.skipField(tag);
      }
    }
    in.popLimit(end);
  }

  private void readNode(CodedInputStream in) throws IOException {
    int end = in.pushLimit(in.readRawVarint32());
    List<String> names = new ArrayList<>();
    String name = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case NODE_INPUT -> names.add(in.readString());
        case NODE_NAME -> name = in.readString();
        default -> in.skipField(tag);
      }
    }
    in.popLimit(end);
    inputs.put(name, names);
  }

  private void readTensor(CodedInputStream in) throws IOException {
    int end = in.pushLimit(in.readRawVarint32());
    List<Long> dims = new ArrayList<>();
    int type = 0;
    String name = "";
    ByteString raw = ByteString.EMPTY;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case TENSOR_DIMS -> readDims(in, tag, dims);
        case TENSOR_TYPE -> type = in.readInt32();
        case TENSOR_NAME -> name = in.readString();
        case TENSOR_RAW, TENSOR_FLOATS -> raw = in.readBytes();
        default -> in.skipField(tag);
      }
    }
    in.popLimit(end);
    if (type == FLOAT32) {
      FloatBuffer floats =
          raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      float[] values = new float[floats.remaining()];
      floats.get(values);
      initializers.put(name, dims.stream().mapToLong(Long::longValue).toArray(), values);
    }
  }

  /** Repeated numbers, one a field or packed. */
  private static void readDims(CodedInputStream in, int tag, List<Long> dims) throws IOException {
    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
      dims.add(in.readInt64());
      return;
    }
    int end = in.pushLimit(in.readRawVarint32());
    while (!in.isAtEnd()) {
      dims.add(in.readInt64());
    }
    in.popLimit(end);
  }
}
