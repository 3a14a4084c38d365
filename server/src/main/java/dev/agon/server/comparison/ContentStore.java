package dev.agon.server.comparison;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Contents of comparisons, rendered once and kept: they never change after import. */
public final class ContentStore {
  private static final int KEPT = 5_000;
  private static final long KEPT_CHARACTERS = 50_000_000;

  private final Pool pool;
  private final Renderings renderings;
  private final Map<Long, Content> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long keptCharacters;

  /** Makes safe HTML of a text, its turns as JSON if it has any, and its language. */
  @FunctionalInterface
  public interface Rendering {
    /** Called once a text, as long as it is among those shown last. */
    String toHtml(String text, @Nullable String turns, String language);
  }

  /**
   * An empty cache before the pool.
   *
   * @param rendering makes safe HTML of hostile texts
   */
  public ContentStore(Pool pool, Rendering rendering) {
    this.pool = pool;
    this.renderings = new Renderings(rendering, KEPT_CHARACTERS);
  }

  /** The contents by comparison. */
  Future<Map<Long, Content>> of(Collection<Long> comparisons) {
    Map<Long, Content> found = new HashMap<>();
    List<Long> missing = new ArrayList<>();
    synchronized (kept) {
      for (Long comparison : comparisons) {
        Content content = kept.get(comparison);
        if (content == null) {
          missing.add(comparison);
        } else {
          found.put(comparison, content);
        }
      }
    }
    if (missing.isEmpty()) {
      return Future.succeededFuture(found);
    }
    return pool.preparedQuery(AssignmentSql.CONTENT)
        .execute(Tuple.of(missing.toArray(Long[]::new)))
        .map(
            rows -> {
              for (Row row : rows) {
                Content content = content(row);
                found.put(row.getLong("id"), content);
                keep(row.getLong("id"), content);
              }
              return found;
            });
  }

  /** A field of each response's metadata, in the comparison's order, by comparison. */
  Future<Map<Long, List<Content.Text>>> explanations(Map<Long, String> fields) {
    List<Long> comparisons = List.copyOf(fields.keySet());
    return of(comparisons)
        .compose(
            contents ->
                pool.preparedQuery(AssignmentSql.EXPLANATIONS)
                    .execute(
                        Tuple.tuple()
                            .addArrayOfLong(comparisons.toArray(Long[]::new))
                            .addArrayOfString(
                                comparisons.stream().map(fields::get).toArray(String[]::new)))
                    .map(
                        rows -> {
                          Map<Long, List<Content.Text>> texts = new HashMap<>();
                          for (Row row : rows) {
                            texts.put(row.getLong("id"), explanations(row, contents));
                          }
                          return texts;
                        }));
  }

  /** In the language of their responses. */
  private List<Content.Text> explanations(Row row, Map<Long, Content> contents) {
    Content content = Objects.requireNonNull(contents.get(row.getLong("id")));
    String[] texts = row.getArrayOfStrings("texts");
    List<Content.Text> explanations = new ArrayList<>();
    for (int k = 0; k < texts.length; k++) {
      explanations.add(text(texts[k], null, content.responses().get(k).language()));
    }
    return explanations;
  }

  private void keep(long comparison, Content content) {
    synchronized (kept) {
      if (kept.put(comparison, content) == null) {
        keptCharacters += size(content);
      }
      var oldest = kept.values().iterator();
      while (kept.size() > KEPT || keptCharacters > KEPT_CHARACTERS) {
        keptCharacters -= size(oldest.next());
        oldest.remove();
      }
    }
  }

  private static long size(Content content) {
    long size = (long) content.prompt().text().length() + content.prompt().html().length();
    for (Content.Text response : content.responses()) {
      size += (long) response.text().length() + response.html().length();
    }
    return size;
  }

  private Content content(Row row) {
    String[] texts = row.getArrayOfStrings("texts");
    String[] turns = row.getArrayOfStrings("turns");
    String[] languages = row.getArrayOfStrings("languages");
    List<Content.Text> responses = new ArrayList<>();
    for (int k = 0; k < texts.length; k++) {
      responses.add(text(texts[k], turns[k], languages[k]));
    }
    return new Content(
        text(
            row.getString("prompt"),
            row.getString("prompt_turns"),
            row.getString("prompt_language")),
        List.copyOf(responses));
  }

  private Content.Text text(String text, @Nullable String turns, String language) {
    return renderings.of(text, turns, language);
  }
}
