package dev.agon.server.study.overview;

import dev.agon.server.http.content.Contents;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Problems that annotators have reported. */
public final class ReportStore {
  private static final int PAGE = 20;

  private final Pool pool;

  /** A store on a database. */
  public ReportStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * A report.
   *
   * @param pseudonym who wrote it; null once they are erased
   * @param about the comparison it is about; null when it is about none
   */
  record Report(
      long id,
      String text,
      OffsetDateTime at,
      @Nullable OffsetDateTime resolvedAt,
      @Nullable String pseudonym,
      @Nullable Subject about) {}

  /** A comparison as an admin may see it, its texts as HTML that can do nothing. */
  record Subject(String comparison, String promptId, String prompt, List<Response> responses) {}

  /** A response with who made it. */
  record Response(String generator, String html) {}

  /**
   * A page of reports.
   *
   * @param next the report that the next page comes after; null when this is the last
   */
  record Page(List<Report> reports, @Nullable Long next) {}

  /**
   * Reports, newest first.
   *
   * @param resolved only resolved or only open ones; null for all
   * @param after the last report of the page before; null for the first page
   */
  Future<Page> page(long study, @Nullable Boolean resolved, @Nullable Long after) {
    Tuple parameters =
        Tuple.tuple().addLong(study).addBoolean(resolved).addLong(after).addInteger(PAGE + 1);
    return pool.preparedQuery(ReportSql.PAGE).execute(parameters).map(ReportStore::page);
  }

  /** Marks a report of the study as resolved or open again; answers whether it changed. */
  Future<Boolean> resolve(long study, long report, boolean resolved) {
    return pool.preparedQuery(resolved ? ReportSql.RESOLVE : ReportSql.REOPEN)
        .execute(Tuple.of(study, report))
        .map(rows -> rows.rowCount() == 1);
  }

  private static Page page(RowSet<Row> rows) {
    List<Report> reports = new ArrayList<>();
    for (Row row : rows) {
      if (reports.size() == PAGE) {
        return new Page(List.copyOf(reports), reports.getLast().id());
      }
      reports.add(report(row));
    }
    return new Page(List.copyOf(reports), null);
  }

  private static Report report(Row row) {
    return new Report(
        row.getLong("id"),
        row.getString("text"),
        row.getOffsetDateTime("at"),
        row.getOffsetDateTime("resolved_at"),
        row.getString("pseudonym"),
        row.getString("comparison") == null ? null : subject(row));
  }

  private static Subject subject(Row row) {
    String[] texts = row.getArrayOfStrings("texts");
    String[] turns = row.getArrayOfStrings("turns");
    String[] languages = row.getArrayOfStrings("languages");
    String[] generators = row.getArrayOfStrings("generators");
    List<Response> responses = new ArrayList<>();
    for (int k = 0; k < texts.length; k++) {
      responses.add(
          new Response(generators[k], Contents.toSafeHtml(texts[k], turns[k], languages[k])));
    }
    return new Subject(
        row.getString("comparison"),
        row.getString("prompt_id"),
        Contents.toSafeHtml(
            row.getString("prompt"),
            row.getString("prompt_turns"),
            row.getString("prompt_language")),
        List.copyOf(responses));
  }
}
