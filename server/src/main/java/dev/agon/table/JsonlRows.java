package dev.agon.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows of JSON objects, one a line. */
public final class JsonlRows implements RowReader {
  /** Characters of one value, in either format. */
  static final int LONGEST_CELL = 16 << 20;

  private static final int BUFFER = 64 * 1024;

  /** Numbers keep their digits; a name that comes twice is an error. */
  public static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST_CELL).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Utf8Reader text;
  private final char[] buffer = new char[BUFFER];
  private int position;
  private int limit;
  private long line;

  /** Reads the objects of a text. */
  public JsonlRows(InputStream text) {
    this.text = new Utf8Reader(text);
  }

  @Override
  public @Nullable Row next() throws IOException, RowProblem {
    text.rowDone();
    String json = nextLine();
    while (json != null && json.isBlank()) {
      text.rowDone();
      json = nextLine();
    }
    return json == null ? null : parse(json);
  }

  private Row parse(String json) throws IOException, RowProblem {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RowProblem(
            line,
            parser.currentTokenLocation().getColumnNr(),
            "each line must be a JSON object, from { to }",
            json);
      }
      Row row = members(parser, line, () -> json);
      if (parser.nextToken() != null) {
        int column = parser.currentTokenLocation().getColumnNr();
        throw new RowProblem(line, column, "the line continues after its object", json);
      }
      return row;
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw new RowProblem(line, column, "is not JSON: " + plain(e.getOriginalMessage()), json);
    }
  }

  /**
   * The row of an object at whose first brace a parser stands.
   *
   * @param first the line of the file that is the parser's first
   */
  static Row members(JsonParser parser, long first, Supplier<String> written) throws IOException {
    long line = first - 1 + parser.currentTokenLocation().getLineNr();
    Map<String, Cell> cells = new HashMap<>();
    Map<String, Cell> nulls = new HashMap<>();
    List<String> names = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      JsonLocation at = parser.currentTokenLocation();
      JsonNode value = JSON.readTree(parser);
      names.add(name);
      Map<String, Cell> into = value.isNull() ? nulls : cells;
      into.put(name, new Cell(value, first - 1 + at.getLineNr(), at.getColumnNr(), false));
    }
    return new Row(line, cells, nulls, names, written);
  }

  /** Without where the parser believes that the text lies. */
  static String plain(String message) {
    return message.replaceFirst(" \\(start marker at .*", "");
  }

  private @Nullable String nextLine() throws IOException, RowProblem {
    StringBuilder held = new StringBuilder();
    boolean any = false;
    while (true) {
      if (position == limit && !fill()) {
        if (!any) {
          return null;
        }
        line++;
        return held.toString();
      }
      any = true;
      int start = position;
      while (position < limit && buffer[position] != '\n') {
        position++;
      }
      held.append(buffer, start, position - start);
      if (position < limit) {
        position++;
        line++;
        return held.toString();
      }
    }
  }

  /** False at the end of the text; a limit of -1 means that nothing more can be read. */
  private boolean fill() throws IOException, RowProblem {
    if (limit < 0) {
      return false;
    }
    try {
      limit = text.read(buffer, 0, buffer.length);
      position = Math.min(0, limit);
      return limit > 0;
    } catch (Utf8Reader.Unreadable e) {
      position = limit = -1;
      throw e.problem();
    }
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
