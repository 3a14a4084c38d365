package dev.agon.server.training.score;

import dev.agon.server.config.EncoderEndpoint;
import dev.agon.server.training.TextHash;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Vectors of texts, each computed once and kept. */
public final class EmbeddingStore {
  private static final int CHUNK = 1_000;

  private final Pool pool;

  public EmbeddingStore(Pool pool) {
    this.pool = pool;
  }

  /** Makes an encoder known and gives its row. */
  public Future<Integer> register(String name, String version, int dimension) {
    return pool.preparedQuery(EmbeddingSql.REGISTER)
        .execute(Tuple.of(name, version, dimension))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              if (row.getInteger("dimension") != dimension) {
                throw new IllegalStateException(
                    "encoder %s %s had vectors of %d numbers before, now of %d"
                        .formatted(name, version, row.getInteger("dimension"), dimension));
              }
              return row.getInteger("id");
            });
  }

  /** Makes the encoders of a configuration known, so that policies offer them. */
  public Future<Void> announce(Encoders encoders) {
    Future<Void> told = Future.succeededFuture();
    for (EncoderEndpoint endpoint : encoders.configured()) {
      told =
          told.compose(
                  before ->
                      register(
                          endpoint.name(), EndpointEncoder.version(endpoint), endpoint.dimension()))
              .mapEmpty();
    }
    return told;
  }

  /** The vectors that are known of some texts. */
  Future<Map<TextHash, float[]>> find(int encoder, Collection<TextHash> texts) {
    Map<TextHash, float[]> found = new HashMap<>();
    return inChunks(
            List.copyOf(texts),
            chunk ->
                pool.preparedQuery(EmbeddingSql.FIND)
                    .execute(Tuple.tuple().addInteger(encoder).addArrayOfBuffer(hashes(chunk)))
                    .onSuccess(
                        rows ->
                            rows.forEach(
                                row ->
                                    found.put(
                                        TextHash.of(row.getBuffer("text_sha256")),
                                        vector(row.getBuffer("vector")))))
                    .mapEmpty())
        .map(found);
  }

  /** Keeps vectors; one that another process was faster with stays as it is. */
  Future<Void> add(int encoder, List<TextHash> texts, float[][] vectors) {
    Buffer[] bytes = new Buffer[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      bytes[i] = bytes(vectors[i]);
    }
    return pool.preparedQuery(EmbeddingSql.ADD)
        .execute(
            Tuple.tuple()
                .addInteger(encoder)
                .addArrayOfBuffer(hashes(texts))
                .addArrayOfBuffer(bytes))
        .mapEmpty();
  }

  private interface Step {
    Future<Void> run(List<TextHash> chunk);
  }

  private static Future<Void> inChunks(List<TextHash> texts, Step step) {
    List<List<TextHash>> chunks = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += CHUNK) {
      chunks.add(texts.subList(from, Math.min(texts.size(), from + CHUNK)));
    }
    Future<Void> done = Future.succeededFuture();
    for (List<TextHash> chunk : chunks) {
      done = done.compose(before -> step.run(chunk));
    }
    return done;
  }

  private static Buffer[] hashes(Collection<TextHash> texts) {
    return texts.stream().map(TextHash::bytes).toArray(Buffer[]::new);
  }

  static Buffer bytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Buffer.buffer(bytes.array());
  }

  static float[] vector(Buffer buffer) {
    ByteBuffer bytes = ByteBuffer.wrap(buffer.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
    float[] vector = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(vector);
    return vector;
  }
}
