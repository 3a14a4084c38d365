package dev.agon.tensor;

import java.util.Arrays;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Values for a placeholder of a graph. The arrays are read when the graph runs. */
public sealed interface Feed {
  /** 32-bit floats of a shape, row-major. */
  public static Feed of(float[] values, long... shape) {
    check(values.length, shape);
    return new Floats(values, shape);
  }

  /** 32-bit integers of a shape, row-major. */
  public static Feed of(int[] values, long... shape) {
    check(values.length, shape);
    return new Ints(values, shape);
  }

  /** The values in native memory, to be closed by the caller. */
  Tensor tensor();

  private static void check(int values, long[] shape) {
    long size = 1;
    for (long dimension : shape) {
      size *= dimension;
    }
    if (size != values) {
      throw new IllegalArgumentException(
          "shape %s has %d values, not %d".formatted(Arrays.toString(shape), size, values));
    }
  }

  /** Floats. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Floats(float[] values, long[] shape) implements Feed {
    @Override
    public Tensor tensor() {
      return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
    }
  }

  /** Integers. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Ints(int[] values, long[] shape) implements Feed {
    @Override
    public Tensor tensor() {
      return TInt32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
    }
  }
}
