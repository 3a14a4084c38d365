package dev.agon.reward.head;

import dev.agon.numeric.Digests;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Arrays of numbers by name in one file: a magic number, the count, then each name and its values
 * as 64-bit floats, all big-endian, and last the SHA-256 of what came before. Floats of 32 bits
 * survive unchanged. A file is written beside its place, forced to disk and moved there, so that it
 * is there whole or not at all.
 */
public final class NamedArrays {
  private static final int MAGIC = 0x41474e31;
  private static final int DIGEST = 32;
  private static final int MOST_VALUES = 1 << 28;

  private final SortedMap<String, double[]> arrays = new TreeMap<>();

  /** Keeps a copy of these values under a name. */
  public void put(String name, double[] values) {
    arrays.put(name, values.clone());
  }

  /** Keeps these values under a name. */
  public void put(String name, float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    arrays.put(name, wide);
  }

  /** All names, in alphabetical order. */
  public SortedSet<String> names() {
    return new TreeSet<>(arrays.keySet());
  }

  /** Whether there are values under this name. */
  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  /**
   * A copy of the values under a name.
   *
   * @throws IllegalArgumentException when there are none
   */
  public double[] get(String name) {
    double[] values = arrays.get(name);
    if (values == null) {
      throw new IllegalArgumentException("no array '" + name + "' among " + arrays.keySet());
    }
    return values.clone();
  }

  /** The values under a name as 32-bit floats. */
  public float[] floats(String name) {
    double[] values = get(name);
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /** The SHA-256 over names and values in hexadecimal: equal for equal bits. */
  public String sha256() {
    MessageDigest digest = Digests.sha256();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      write(out);
    } catch (IOException impossible) {
      throw new IllegalStateException("nothing is written", impossible);
    }
    return Digests.hex(digest);
  }

  /** Writes the file, whole or not at all. */
  public void save(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    MessageDigest digest = Digests.sha256();
    try (OutputStream bytes = Files.newOutputStream(beside);
        DataOutputStream out = new DataOutputStream(new DigestOutputStream(bytes, digest))) {
      write(out);
      out.flush();
      bytes.write(digest.digest());
    }
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it is not there, is not such a file, or its checksum is wrong
   */
  public static NamedArrays load(Path file) throws IOException {
    MessageDigest digest = Digests.sha256();
    NamedArrays read = new NamedArrays();
    try (DataInputStream in =
        new DataInputStream(new DigestInputStream(Files.newInputStream(file), digest))) {
      if (Files.size(file) < DIGEST + 8 || in.readInt() != MAGIC) {
        throw new IOException(file + ": is not a file of arrays");
      }
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        read.readArray(in, file);
      }
      byte[] sum = digest.digest();
      if (!Arrays.equals(sum, in.readNBytes(DIGEST)) || in.read() >= 0) {
        throw new IOException(file + ": the checksum is wrong; the file is damaged");
      }
    }
    return read;
  }

  private void readArray(DataInputStream in, Path file) throws IOException {
    int nameLength = in.readUnsignedShort();
    String name = new String(in.readNBytes(nameLength), StandardCharsets.UTF_8);
    int length = in.readInt();
    if (length < 0 || length > MOST_VALUES) {
      throw new IOException(file + ": the checksum is wrong; the file is damaged");
    }
    byte[] bytes = in.readNBytes(Math.multiplyExact(8, length));
    if (bytes.length < 8L * length) {
      throw new IOException(file + ": ends before it is complete");
    }
    double[] values = new double[length];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
    arrays.put(name, values);
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeInt(MAGIC);
    out.writeInt(arrays.size());
    for (var entry : arrays.entrySet()) {
      byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
      double[] values = entry.getValue();
      out.writeShort(name.length);
      out.write(name);
      out.writeInt(values.length);
      ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
      bytes.asDoubleBuffer().put(values);
      out.write(bytes.array());
    }
  }
}
