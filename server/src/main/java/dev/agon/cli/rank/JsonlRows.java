package dev.agon.cli.rank;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of JSON objects, one a line; members that are not asked for are passed over. */
final class JsonlRows {
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private final List<@Nullable String> wanted;
  private final String[] fields;
  private final int[] places;

  JsonlRows(Path file, List<@Nullable String> wanted) {
    this.file = file;
    this.wanted = wanted;
    this.fields = new String[wanted.size()];
    this.places = new int[wanted.size()];
  }

  void read(Reader text, RowSink rows) throws IOException, FileProblem {
    try (JsonParser json = JSON.createParser(text)) {
      while (json.nextToken() != null) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
          throw problem(json.currentTokenLocation(), "each line must be an object");
        }
        JsonLocation start = json.currentTokenLocation();
        readMembers(json);
        for (int i = 0; i < places.length; i++) {
          if (wanted.get(i) != null && places[i] == 0) {
            throw problem(start, "no member '" + wanted.get(i) + "'");
          }
        }
        rows.add(fields, start.getLineNr(), places);
      }
    } catch (JsonProcessingException e) {
      throw problem(e.getLocation(), "is not JSON: " + e.getOriginalMessage());
    }
  }

  private void readMembers(JsonParser json) throws IOException, FileProblem {
    Arrays.fill(fields, "");
    Arrays.fill(places, 0);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      for (int i = 0; i < places.length; i++) {
        if (name.equals(wanted.get(i))) {
          fields[i] = scalar(json, name);
          places[i] = json.currentTokenLocation().getColumnNr();
        }
      }
      json.skipChildren();
    }
  }

  private String scalar(JsonParser json, String name) throws IOException, FileProblem {
    return switch (json.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getText();
      default ->
          throw problem(json.currentTokenLocation(), name + ": must be a string or a number");
    };
  }

  private FileProblem problem(JsonLocation at, String message) {
    return new FileProblem(file, at.getLineNr(), at.getColumnNr(), message);
  }
}
