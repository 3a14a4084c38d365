package dev.agon.tensor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * A training's state in one file: the bytes {@code AGONTSR1}, the length of a JSON header and its
 * SHA-256, the header (steps, properties, and of each tensor name, shape and SHA-256), then the
 * values as little-endian 32-bit floats. The file is there whole or not at all, and what is read is
 * checked against the sums. Needs no native library.
 *
 * @param snapshot the state
 * @param properties what else its reader has to know, for example a fingerprint of the data
 */
public record Checkpoint(Snapshot snapshot, Map<String, String> properties) {
  private static final byte[] MAGIC = "AGONTSR1".getBytes(StandardCharsets.US_ASCII);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_HEADER = 1 << 24;
  private static final int CHUNK = 1 << 20;

  /** Keeps a sorted copy of the properties. */
  public Checkpoint {
    properties = Map.copyOf(properties);
  }

  /**
   * Writes it, in place of a file that is there; its folder must exist. After a crash at any moment
   * there is either the old file or the new one.
   */
  public void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    byte[] header = JSON.writeValueAsBytes(header());
    try (FileChannel out =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer start = ByteBuffer.allocate(MAGIC.length + 4 + 32 + header.length);
      start.put(MAGIC).putInt(header.length).put(Weights.newDigest().digest(header)).put(header);
      writeAll(out, start.flip());
      for (String name : snapshot.tensors().names()) {
        float[] values = snapshot.tensors().get(name).values();
        for (int from = 0; from < values.length; from += CHUNK) {
          writeAll(out, Weights.bytes(values, from, Math.min(CHUNK, values.length - from)));
        }
      }
      out.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private ObjectNode header() {
    ObjectNode header = JSON.createObjectNode();
    header.put("steps", snapshot.steps());
    ObjectNode all = header.putObject("properties");
    new TreeMap<>(properties).forEach(all::put);
    ArrayNode tensors = header.putArray("tensors");
    for (String name : snapshot.tensors().names()) {
      Weights.Tensor tensor = snapshot.tensors().get(name);
      ObjectNode entry = tensors.addObject().put("name", name).put("sha256", tensor.sha256());
      ArrayNode shape = entry.putArray("shape");
      for (long dimension : tensor.shape()) {
        shape.add(dimension);
      }
    }
    return header;
  }

  /**
   * Reads and checks a file.
   *
   * @throws IOException when it is not there, is no such file, ends too early, or its header or a
   *     tensor (named in the message) does not have its sum
   */
  public static Checkpoint read(Path file) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), CHUNK);
        DataInputStream in = new DataInputStream(bytes)) {
      JsonNode header = readHeader(file, in);
      Weights weights = new Weights();
      for (JsonNode entry : header.path("tensors")) {
        readTensor(file, in, entry, weights);
      }
      if (in.read() >= 0) {
        throw new IOException(file + ": goes on after its last tensor");
      }
      Map<String, String> properties = new TreeMap<>();
      header
          .path("properties")
          .properties()
          .forEach(property -> properties.put(property.getKey(), property.getValue().asText()));
      return new Checkpoint(new Snapshot(header.path("steps").asLong(), weights), properties);
    } catch (java.io.EOFException e) {
      throw new IOException(file + ": ends too early", e);
    }
  }

  private static JsonNode readHeader(Path file, DataInputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!java.util.Arrays.equals(magic, MAGIC)) {
      throw new IOException(file + ": is no checkpoint");
    }
    int length = in.readInt();
    if (length < 2 || length > LONGEST_HEADER) {
      throw new IOException(file + ": its header is damaged");
    }
    byte[] sum = new byte[32];
    in.readFully(sum);
    byte[] header = new byte[length];
    in.readFully(header);
    if (!java.util.Arrays.equals(sum, Weights.newDigest().digest(header))) {
      throw new IOException(file + ": its header does not have its SHA-256");
    }
    return JSON.readTree(header);
  }

  private static void readTensor(Path file, DataInputStream in, JsonNode entry, Weights weights)
      throws IOException {
    String name = entry.path("name").asText();
    JsonNode dimensions = entry.path("shape");
    long[] shape = new long[dimensions.size()];
    long size = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = dimensions.get(i).asLong();
      size = Math.multiplyExact(size, shape[i]);
    }
    float[] values = new float[Math.toIntExact(size)];
    byte[] chunk = new byte[4 * CHUNK];
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      in.readFully(chunk, 0, 4 * count);
      ByteBuffer.wrap(chunk, 0, 4 * count)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values, from, count);
    }
    Weights.Tensor tensor = new Weights.Tensor(shape, values);
    if (!tensor.sha256().equals(entry.path("sha256").asText())) {
      throw new IOException(
          "%s: the tensor %s does not have its SHA-256; the file is damaged".formatted(file, name));
    }
    weights.put(name, tensor);
  }

  /** The SHA-256 of all tensors, in hexadecimal. */
  public String sha256() {
    return snapshot.tensors().sha256();
  }
}
