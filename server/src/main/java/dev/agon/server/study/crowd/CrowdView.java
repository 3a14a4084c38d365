package dev.agon.server.study.crowd;

import dev.agon.server.study.overview.RateView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of annotators as it is shown.
 *
 * @param columns the sortable columns in their order
 * @param rows the annotators
 * @param kind the filter's word, or all
 * @param standing the filter's word, or all
 * @param first whether this is the first page
 * @param filtered whether any filter is set
 * @param nextQuery the query string of the next page; null when this is the last
 * @param firstQuery the query string of the first page
 * @param hereQuery the query string of this page
 */
record CrowdView(
    List<Column> columns,
    List<Row> rows,
    String kind,
    String standing,
    String search,
    String sort,
    String order,
    boolean first,
    boolean filtered,
    @Nullable String nextQuery,
    String firstQuery,
    String hereQuery) {

  /**
   * A sortable column.
   *
   * @param sort its word
   * @param sorted ascending or descending where the list is sorted by it, else none
   * @param query the query string that sorts by it, the other way round when it is sorted by it
   */
  record Column(String sort, String sorted, String query) {}

  /** An annotator. */
  public record Row(
      long id,
      String pseudonym,
      String kind,
      OffsetDateTime joinedAt,
      @Nullable OffsetDateTime excludedAt,
      @Nullable String reason,
      long votes,
      RateView left,
      RateView ties,
      @Nullable Double seconds,
      @Nullable OffsetDateTime lastVote,
      long skips) {

    static Row of(CrowdRow row) {
      return new Row(
          row.id(),
          row.pseudonym(),
          row.kind(),
          row.joinedAt(),
          row.excludedAt(),
          row.reason(),
          row.votes(),
          RateView.of(row.left()),
          RateView.of(row.ties()),
          row.seconds(),
          row.lastVote(),
          row.skips());
    }
  }

  static CrowdView of(CrowdQuery query, CrowdStore.Page page) {
    CrowdQuery.Cursor next = page.next();
    return new CrowdView(
        Arrays.stream(CrowdQuery.Sort.values()).map(sort -> column(query, sort)).toList(),
        page.rows().stream().map(Row::of).toList(),
        query.kind() == null ? "all" : query.kind().word(),
        query.standing() == null ? "all" : query.standing().word(),
        query.search(),
        query.sort().word(),
        order(query.descending()),
        query.after() == null,
        query.kind() != null || query.standing() != null || !query.search().isEmpty(),
        next == null ? null : link(query, next),
        link(query, null),
        link(query, query.after()));
  }

  /** The query string of the page that begins after a row; of the first page without one. */
  static String link(CrowdQuery query, CrowdQuery.@Nullable Cursor after) {
    String first = link(query, query.sort(), query.descending());
    return after == null ? first : first + "&key=" + encoded(after.key()) + "&id=" + after.id();
  }

  private static Column column(CrowdQuery query, CrowdQuery.Sort sort) {
    boolean sorted = query.sort() == sort;
    boolean usual = sort != CrowdQuery.Sort.NAME;
    return new Column(
        sort.word(),
        !sorted ? "none" : query.descending() ? "descending" : "ascending",
        link(query, sort, sorted ? !query.descending() : usual));
  }

  private static String link(CrowdQuery query, CrowdQuery.Sort sort, boolean descending) {
    StringBuilder link =
        new StringBuilder("?sort=").append(sort.word()).append("&order=").append(order(descending));
    if (query.kind() != null) {
      link.append("&kind=").append(query.kind().word());
    }
    if (query.standing() != null) {
      link.append("&standing=").append(query.standing().word());
    }
    if (!query.search().isEmpty()) {
      link.append("&search=").append(encoded(query.search()));
    }
    return link.toString();
  }

  private static String order(boolean descending) {
    return descending ? "desc" : "asc";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
