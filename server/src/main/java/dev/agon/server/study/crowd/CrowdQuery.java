package dev.agon.server.study.crowd;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which annotators to list, how sorted, from where on. What may sort and filter is written here and
 * nothing else ever reaches a statement's text.
 *
 * @param sort by what
 * @param descending highest first
 * @param kind only this kind; null for all
 * @param standing only those taking part or only those excluded; null for all
 * @param search a part of the pseudonym, empty for all
 * @param after the last row of the page before; null for the first page
 */
record CrowdQuery(
    Sort sort,
    boolean descending,
    @Nullable Kind kind,
    @Nullable Standing standing,
    String search,
    @Nullable Cursor after) {

  static final int PAGE = 50;

  /** What annotators are sorted by. */
  enum Sort {
    NAME("lower(a.pseudonym)"),
    VOTES("coalesce(s.votes, 0)::float8"),
    LEFT("coalesce(s.left_picks::float8 / nullif(s.decided, 0), -1)"),
    TIES("coalesce(s.ties::float8 / nullif(s.votes, 0), -1)"),
    SECONDS("coalesce(s.seconds, -1)::float8"),
    LAST("coalesce(extract(epoch from s.last_vote) * 1000000, -1)::float8"),
    SKIPS("coalesce(k.skips, 0)::float8"),
    JOINED("(extract(epoch from a.joined_at) * 1000000)::float8");

    private final String expression;

    Sort(String expression) {
      this.expression = expression;
    }

    /** Whether all votes have to be read to sort by it. */
    boolean measured() {
      return this != NAME && this != JOINED;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Sort> find(@Nullable String word) {
      return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }
  }

  /** What an annotator is. */
  enum Kind {
    PERSON,
    MACHINE,
    SIMULATED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> find(@Nullable String word) {
      return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
    }
  }

  /** Whether an annotator takes part. */
  enum Standing {
    ACTIVE,
    EXCLUDED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Standing> find(@Nullable String word) {
      return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }
  }

  /**
   * A place in the list.
   *
   * @param key the sorted value of the row, as a text
   * @param id the row, which decides between equal values
   */
  record Cursor(String key, long id) {
    /** The cursor that a page's link carries; empty when somebody has written another thing. */
    static Optional<Cursor> read(Sort sort, @Nullable String key, @Nullable String id) {
      if (key == null || id == null) {
        return Optional.empty();
      }
      try {
        if (sort != Sort.NAME) {
          Double.parseDouble(key);
        }
        return Optional.of(new Cursor(key, Long.parseLong(id)));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /** The statement for this sort; its parameters are the same for all. */
  String statement() {
    return (sort.measured() ? CrowdSql.MEASURED_PAGE : CrowdSql.PAGE)
        .formatted(
            sort.expression,
            descending ? "<" : ">",
            sort == Sort.NAME ? "text" : "float8",
            descending ? "desc" : "asc");
  }
}
