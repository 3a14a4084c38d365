package dev.agon.server.training.registry;

import dev.agon.server.http.content.Contents;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Comparisons whose votes an ensemble doubts, until an admin opens more places of them. */
public final class AnnotateAgainStore {
  private final Pool pool;

  public AnnotateAgainStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * A doubtful comparison, its texts as HTML that can do nothing.
   *
   * @param criterion the name of what was judged; null when the study no longer has it
   * @param version the version that doubts it
   * @param bucket mislabelled or ambiguous
   * @param strength mean over the ensemble of how much the chosen one is preferred; below zero it
   *     would choose the other
   * @param deviation standard deviation of that over the ensemble
   * @param votes places of it with a vote
   * @param free places of it that are free or leased
   */
  public record Doubtful(
      long comparison,
      @Nullable String criterion,
      int version,
      String bucket,
      double strength,
      double deviation,
      String externalId,
      String prompt,
      List<Response> responses,
      long votes,
      long free) {}

  /** A response with who made it. */
  record Response(String generator, String html) {}

  /** How many comparisons are in the queue, and how many have left it. */
  public record Counts(long mislabelled, long ambiguous, long opened) {}

  /** What was opened. */
  public record Opened(long comparisons, long places) {}

  /** The most doubtful first. */
  public Future<List<Doubtful>> list(long study, int most) {
    return pool.preparedQuery(ModelSql.DOUBTFUL)
        .execute(Tuple.of(study, most))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(AnnotateAgainStore::doubtful)
                    .toList());
  }

  public Future<Counts> counts(long study) {
    return pool.preparedQuery(ModelSql.DOUBTFUL_COUNTS)
        .execute(Tuple.of(study))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Counts(
                  row.getLong("mislabelled"), row.getLong("ambiguous"), row.getLong("opened"));
            });
  }

  /** Opens so many more places of each of those comparisons that are still in the queue. */
  public Future<Opened> open(long study, Collection<Long> comparisons, int places) {
    return pool.preparedQuery(ModelSql.OPEN_AGAIN)
        .execute(Tuple.of(study, comparisons.toArray(Long[]::new), places))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Opened(row.getLong("comparisons"), row.getLong("places"));
            });
  }

  private static Doubtful doubtful(Row row) {
    String[] texts = row.getArrayOfStrings("texts");
    String[] turns = row.getArrayOfStrings("turns");
    String[] languages = row.getArrayOfStrings("languages");
    String[] generators = row.getArrayOfStrings("generators");
    List<Response> responses = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      responses.add(
          new Response(generators[i], Contents.toSafeHtml(texts[i], turns[i], languages[i])));
    }
    return new Doubtful(
        row.getLong("comparison"),
        row.getString("criterion_name"),
        row.getInteger("version"),
        row.getString("bucket"),
        row.getDouble("strength"),
        row.getDouble("deviation"),
        row.getString("external_id"),
        Contents.toSafeHtml(
            row.getString("prompt"),
            row.getString("prompt_turns"),
            row.getString("prompt_language")),
        List.copyOf(responses),
        row.getLong("votes"),
        row.getLong("free"));
  }
}
