package dev.agon.server.exchange.archive;

import dev.agon.server.exchange.load.ArchiveSql;

/**
 * Statements that say what is wrong with a staged export: file, line, column, message. Placeholders
 * as in {@link ArchiveSql}.
 */
final class ArchiveCheckSql {
  private ArchiveCheckSql() {}

  /** Lines that refer to nothing: file, field, the other file, its field. */
  static String dangling(ArchiveFile file, String field, ArchiveFile other, String key) {
    return """
    select r.file, r.line, 0, format('there is no %2$s "%%s" in %4$s', left(r.data ->> '%2$s', 80))
    from in_row r
    where r.file = %1$d and r.data ->> '%2$s' is not null and not exists (
      select from in_row o where o.file = %3$d and o.data ->> '%5$s' = r.data ->> '%2$s')
    """
        .formatted(file.number(), field, other.number(), other.fileName(), key);
  }

  static final String UNKNOWN_POLICIES =
      """
      select r.file, r.line, 0, format('this version knows no policy "%s"', left(r.data ->> 'policy', 80))
      from in_row r where r.data ->> 'policy' is not null
        and r.data ->> 'policy' not in (select name from draw_policy)
      """;

  static final String UNKNOWN_READING_LEVELS =
      """
      select r.file, r.line, 0, '"reads" must hold language tags with levels from 0 to 3'
      from in_row r cross join lateral jsonb_each_text(
          case jsonb_typeof(r.data -> 'reads') when 'object' then r.data -> 'reads' end) as l(tag, level)
      where r.file = :annotators_file
        and (l.level is null or l.level not in ('0', '1', '2', '3') or length(l.tag) not between 1 and 35)
      """;

  static final String VOTES_WITHOUT_PLACE =
      """
      select r.file, r.line, 0, format('comparison "%s" has no place %s', left(r.data ->> 'comparison', 80),
        r.data ->> 'place')
      from in_row r where r.file = :votes_file and not exists (
        select from in_row p where p.file = :places_file and p.data ->> 'comparison' = r.data ->> 'comparison'
          and p.data ->> 'place' = r.data ->> 'place')
      """;

  /** Numbers must be 1 to the watermark without a hole. */
  static final String NUMBERS_WITH_HOLES =
      """
      select :votes_file, 0::bigint, 0, format('votes and events should have the numbers 1 to %s, each once: %s have',
        :watermark, count(distinct (data ->> 'number')::bigint))
      from in_row where file in (:votes_file, :events_file)
      having count(*) <> :watermark or count(distinct (data ->> 'number')::bigint) <> :watermark
        or max((data ->> 'number')::bigint) <> :watermark
      """;
}
