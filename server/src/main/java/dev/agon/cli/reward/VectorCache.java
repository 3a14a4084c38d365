package dev.agon.cli.reward;

import dev.agon.numeric.Digests;
import dev.agon.text.Encoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/**
 * Vectors of texts on disk, one file an encoder and version: records of the text's SHA-256, the
 * vector as 32-bit floats and a CRC-32C over both, appended as they are made. A record that is cut
 * short or damaged ends the file; what follows is made again.
 */
final class VectorCache {
  private static final int KEY = 32;
  private static final int CHECK = 4;
  private static final int BATCH = 64;

  private final Path folder;

  VectorCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The vectors of these texts, read or made.
   *
   * @param progress told how many are there of how many, after each batch
   */
  Map<String, float[]> vectors(
      Encoder encoder, Collection<String> texts, BiConsumer<Integer, Integer> progress)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(encoder.name() + "-" + encoder.version() + ".vectors");
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var lock = channel.lock();
      try {
        return fill(channel, encoder, new LinkedHashSet<>(texts), progress);
      } finally {
        lock.release();
      }
    }
  }

  private static Map<String, float[]> fill(
      FileChannel channel,
      Encoder encoder,
      Collection<String> texts,
      BiConsumer<Integer, Integer> progress)
      throws IOException {
    Map<ByteBuffer, String> wanted = new HashMap<>();
    texts.forEach(text -> wanted.put(key(text), text));
    Map<String, float[]> found = new HashMap<>();
    read(channel, encoder.dimension(), wanted, found);
    List<String> missing = new ArrayList<>(texts);
    missing.removeIf(found::containsKey);
    for (int from = 0; from < missing.size(); from += BATCH) {
      List<String> batch = missing.subList(from, Math.min(missing.size(), from + BATCH));
      float[][] made = encoder.encode(batch);
      for (int i = 0; i < made.length; i++) {
        append(channel, batch.get(i), made[i]);
        found.put(batch.get(i), made[i]);
      }
      progress.accept(found.size(), texts.size());
    }
    return found;
  }

  private static void read(
      FileChannel channel,
      int dimension,
      Map<ByteBuffer, String> wanted,
      Map<String, float[]> found)
      throws IOException {
    ByteBuffer record = ByteBuffer.allocate(KEY + 4 * dimension + CHECK);
    long end = 0;
    channel.position(0);
    while (fill(channel, record) && record.getInt(record.capacity() - CHECK) == check(record)) {
      String text = wanted.get(record.slice(0, KEY));
      if (text != null) {
        float[] vector = new float[dimension];
        record.slice(KEY, 4 * dimension).asFloatBuffer().get(vector);
        found.put(text, vector);
      }
      end += record.capacity();
    }
    channel.truncate(end);
    channel.position(end);
  }

  private static boolean fill(FileChannel channel, ByteBuffer record) throws IOException {
    record.clear();
    while (record.hasRemaining()) {
      if (channel.read(record) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void append(FileChannel channel, String text, float[] vector) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(KEY + 4 * vector.length + CHECK);
    record.put(key(text));
    record.asFloatBuffer().put(vector);
    record.putInt(record.capacity() - CHECK, check(record));
    record.clear();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  private static int check(ByteBuffer record) {
    CRC32C check = new CRC32C();
    check.update(record.slice(0, record.capacity() - CHECK));
    return (int) check.getValue();
  }

  private static ByteBuffer key(String text) {
    return ByteBuffer.wrap(Digests.sha256(text));
  }
}
