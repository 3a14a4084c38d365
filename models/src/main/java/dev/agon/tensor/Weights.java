package dev.agon.tensor;

import dev.agon.numeric.Digests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Named tensors of 32-bit floats, in the order they were put in. Needs no native library. The
 * arrays are shared, not copied: whoever puts one in or takes one out must not change it.
 */
public final class Weights {
  private static final int CHUNK = 16_384;

  /**
   * One tensor.
   *
   * @param shape its dimensions, row-major; empty for a scalar
   * @param values as many as the product of the dimensions
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by checksum, never by equals
  public record Tensor(long[] shape, float[] values) {
    /** Checks the sizes against each other. */
    public Tensor {
      long size = 1;
      for (long dimension : shape) {
        if (dimension < 0) {
          throw new IllegalArgumentException("a dimension is negative: " + Arrays.toString(shape));
        }
        size = Math.multiplyExact(size, dimension);
      }
      if (size != values.length) {
        throw new IllegalArgumentException(
            "shape %s has %d values, not %d"
                .formatted(Arrays.toString(shape), size, values.length));
      }
    }
  }

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** None yet. */
  public Weights() {}

  /** Puts a tensor in, in place of one of that name. */
  public Weights put(String name, Tensor tensor) {
    tensors.put(name, tensor);
    return this;
  }

  /** Puts a tensor in, in place of one of that name. */
  public Weights put(String name, long[] shape, float[] values) {
    return put(name, new Tensor(shape, values));
  }

  /**
   * The tensor of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("there is no tensor " + name);
    }
    return tensor;
  }

  /** The tensor of that name, or null. */
  public @Nullable Tensor find(String name) {
    return tensors.get(name);
  }

  /** All names, in order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /** Those whose name fits. */
  public Weights only(Predicate<String> fits) {
    Weights some = new Weights();
    tensors.forEach(
        (name, tensor) -> {
          if (fits.test(name)) {
            some.put(name, tensor);
          }
        });
    return some;
  }

  /** Puts in all of another. */
  public Weights putAll(Weights other) {
    tensors.putAll(other.tensors);
    return this;
  }

  /** How many values all tensors have together. */
  public long size() {
    Collection<Tensor> all = tensors.values();
    return all.stream().mapToLong(tensor -> tensor.values().length).sum();
  }

  /**
   * The SHA-256 over names, shapes and values of all tensors in order, in hexadecimal: equal for
   * equal bits.
   */
  public String sha256() {
    MessageDigest digest = Digests.sha256();
    tensors.forEach(
        (name, tensor) -> {
          digest.update(
              (name + Arrays.toString(tensor.shape()))
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8));
          update(digest, tensor.values());
        });
    return Digests.hex(digest);
  }

  /** Little-endian bytes of some values. */
  private static ByteBuffer bytes(float[] values, int from, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values, from, count);
    return bytes;
  }

  private static void update(MessageDigest digest, float[] values) {
    for (int from = 0; from < values.length; from += CHUNK) {
      digest.update(bytes(values, from, Math.min(CHUNK, values.length - from)));
    }
  }
}
