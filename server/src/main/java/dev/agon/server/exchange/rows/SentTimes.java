package dev.agon.server.exchange.rows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the times of logs. */
final class SentTimes {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,12})?");
  private static final BigDecimal FIRST_MILLISECOND = BigDecimal.valueOf(100_000_000_000L);
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .optionalEnd()
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .optionalStart()
          .appendPattern("[XXX][XX][X]")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private SentTimes() {}

  /**
   * Reads ISO 8601 (UTC where no offset is given) or a number of seconds or milliseconds since
   * 1970; numbers from 10^11 on are milliseconds.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Instant parse(String text) {
    Instant time = NUMBER.matcher(text).matches() ? ofNumber(new BigDecimal(text)) : ofText(text);
    if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
      throw new IllegalArgumentException("'" + text + "' is not between 1970 and 2200");
    }
    return time;
  }

  private static Instant ofNumber(BigDecimal number) {
    int scale = number.abs().compareTo(FIRST_MILLISECOND) < 0 ? 6 : 3;
    long micros = number.movePointRight(scale).setScale(0, RoundingMode.HALF_UP).longValue();
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
  }

  private static Instant ofText(String text) {
    try {
      TemporalAccessor time =
          WRITTEN.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime offset
          ? offset.toInstant()
          : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time like 2026-01-31T12:00:00Z or seconds since 1970", e);
    }
  }
}
