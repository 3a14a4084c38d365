package dev.agon.table;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows of one JSON array of objects. */
final class JsonArrayRows implements RowReader {
  private final Utf8Reader text;
  private final JsonParser parser;
  private boolean begun;
  private boolean over;

  JsonArrayRows(InputStream text) throws IOException {
    this.text = new Utf8Reader(text);
    this.parser = JsonlRows.JSON.createParser(this.text);
  }

  @Override
  public @Nullable Row next() throws IOException, RowProblem {
    text.rowDone();
    if (over) {
      return null;
    }
    try {
      if (!begun) {
        begun = true;
        parser.nextToken();
      }
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        return row();
      }
      if (token == JsonToken.END_ARRAY) {
        return end();
      }
      if (token == null) {
        over = true;
        throw problem(parser.currentLocation(), "ends before its array is closed");
      }
      JsonLocation at = parser.currentTokenLocation();
      parser.skipChildren();
      throw new RowProblem(
          at.getLineNr(), at.getColumnNr(), "each element must be a JSON object, from { to }");
    } catch (Utf8Reader.Unreadable e) {
      over = true;
      throw e.problem();
    } catch (JsonProcessingException e) {
      over = true;
      if (e.getCause() instanceof Utf8Reader.Unreadable unreadable) {
        throw unreadable.problem();
      }
      throw problem(
          e.getLocation(),
          "is not JSON: " + JsonlRows.plain(String.valueOf(e.getOriginalMessage())));
    }
  }

  private Row row() throws IOException {
    Row[] made = new Row[1];
    Supplier<String> written = () -> written(made[0]);
    made[0] = JsonlRows.members(parser, 1, written);
    return made[0];
  }

  private static String written(Row row) {
    ObjectNode object = JsonlRows.JSON.createObjectNode();
    for (String name : row.names()) {
      Cell cell = row.cells().get(name);
      object.set(name, cell == null ? object.nullNode() : cell.value());
    }
    return object.toString();
  }

  private @Nullable Row end() throws IOException, RowProblem {
    over = true;
    if (parser.nextToken() != null) {
      throw problem(parser.currentTokenLocation(), "the file continues after its array");
    }
    return null;
  }

  private static RowProblem problem(@Nullable JsonLocation at, String message) {
    return at == null
        ? RowProblem.ofFile(1, 1, message)
        : RowProblem.ofFile(at.getLineNr(), at.getColumnNr(), message);
  }

  @Override
  public void close() throws IOException {
    text.rowDone();
    parser.close();
  }
}
