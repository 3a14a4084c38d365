package dev.agon.server.training.score;

import dev.agon.reward.pairs.FeatureRecipe.Wanted;
import dev.agon.server.training.TextHash;
import dev.agon.text.Encoder;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Vectors of texts by networks: from the database where they are known, else computed and kept
 * there. What is hashed is made with the features.
 */
public final class TextVectors {
  private static final int CHUNK = 64;

  private final Encoders encoders;
  private final EmbeddingStore store;
  private final WorkerExecutor workers;
  private final Map<String, Integer> rows = new ConcurrentHashMap<>();

  /**
   * Vectors of a process.
   *
   * @param workers where encoding blocks
   */
  public TextVectors(Encoders encoders, EmbeddingStore store, WorkerExecutor workers) {
    this.encoders = encoders;
    this.store = store;
    this.workers = workers;
  }

  /** Is told how far encoding is; what it throws ends it. */
  public interface Listener {
    void encoded(int texts, int of);
  }

  /** The vectors of some texts. */
  public Future<Map<Wanted, float[]>> of(Collection<Wanted> wanted, Listener listener) {
    Map<String, List<String>> byEncoder = new TreeMap<>();
    wanted.forEach(
        w -> byEncoder.computeIfAbsent(w.encoder(), name -> new ArrayList<>()).add(w.text()));
    Map<Wanted, float[]> found = new HashMap<>();
    Future<Void> done = Future.succeededFuture();
    for (Map.Entry<String, List<String>> entry : byEncoder.entrySet()) {
      done = done.compose(before -> kept(entry.getKey(), entry.getValue(), found, listener));
    }
    return done.map(found);
  }

  private Future<Void> kept(
      String name, List<String> texts, Map<Wanted, float[]> found, Listener listener) {
    Map<TextHash, String> byHash = new LinkedHashMap<>();
    texts.forEach(text -> byHash.putIfAbsent(TextHash.of(text), text));
    return workers
        .executeBlocking(() -> encoders.encoder(name), false)
        .compose(encoder -> vectors(encoder, byHash, listener))
        .map(
            vectors -> {
              byHash.forEach(
                  (hash, text) -> found.put(new Wanted(name, text), vector(vectors, hash)));
              return null;
            });
  }

  private Future<Map<TextHash, float[]>> vectors(
      Encoder encoder, Map<TextHash, String> byHash, Listener listener) {
    return row(encoder)
        .compose(
            row ->
                store
                    .find(row, byHash.keySet())
                    .compose(known -> completed(encoder, row, byHash, known, listener)));
  }

  private static float[] vector(Map<TextHash, float[]> vectors, TextHash hash) {
    float[] vector = vectors.get(hash);
    if (vector == null) {
      throw new IllegalStateException("a vector that was kept is gone: " + hash.hex());
    }
    return vector;
  }

  /** What is not known is computed, kept, and read back: another process may have been faster. */
  private Future<Map<TextHash, float[]>> completed(
      Encoder encoder,
      int row,
      Map<TextHash, String> byHash,
      Map<TextHash, float[]> known,
      Listener listener) {
    List<TextHash> missing =
        byHash.keySet().stream().filter(hash -> !known.containsKey(hash)).toList();
    if (missing.isEmpty()) {
      return Future.succeededFuture(known);
    }
    return encode(encoder, row, byHash, missing, listener)
        .compose(done -> store.find(row, missing))
        .map(
            made -> {
              known.putAll(made);
              return known;
            });
  }

  private Future<Integer> row(Encoder encoder) {
    String key = encoder.name() + " " + encoder.version();
    Integer known = rows.get(key);
    return known != null
        ? Future.succeededFuture(known)
        : store
            .register(encoder.name(), encoder.version(), encoder.dimension())
            .onSuccess(row -> rows.put(key, row));
  }

  /** Chunk by chunk, each kept before the next, so that a crash costs one chunk. */
  private Future<Void> encode(
      Encoder encoder,
      int row,
      Map<TextHash, String> byHash,
      List<TextHash> hashes,
      Listener listener) {
    Future<Void> done = Future.succeededFuture();
    for (int from = 0; from < hashes.size(); from += CHUNK) {
      List<TextHash> part = hashes.subList(from, Math.min(hashes.size(), from + CHUNK));
      int soFar = from + part.size();
      done =
          done.compose(
              before ->
                  workers
                      .executeBlocking(() -> encoder.encode(texts(byHash, part)), false)
                      .compose(vectors -> store.add(row, part, vectors))
                      .onSuccess(kept -> listener.encoded(soFar, hashes.size())));
    }
    return done;
  }

  private static List<String> texts(Map<TextHash, String> byHash, List<TextHash> hashes) {
    List<String> texts = new ArrayList<>();
    hashes.forEach(hash -> texts.add(byHash.getOrDefault(hash, "")));
    return texts;
  }
}
