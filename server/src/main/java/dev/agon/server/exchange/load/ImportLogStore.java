package dev.agon.server.exchange.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agon.table.JsonlRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes down who imported what. */
public record ImportLogStore(Connection connection) {
  public void log(
      long study, List<ImportSessionStore.FileRead> files, Map<String, Long> added, String actor)
      throws SQLException {
    String json = json(added);
    try (PreparedStatement insert = connection.prepareStatement(ImportSql.LOG)) {
      for (ImportSessionStore.FileRead file : files) {
        insert.setLong(1, study);
        insert.setString(2, file.shortName());
        insert.setBytes(3, HexFormat.of().parseHex(file.sha256()));
        insert.setLong(4, file.rows());
        insert.setString(5, json);
        insert.setString(6, actor);
        insert.executeUpdate();
      }
    }
    try (PreparedStatement insert = connection.prepareStatement(ImportSql.AUDIT)) {
      insert.setString(1, actor);
      insert.setLong(2, study);
      insert.setString(3, json);
      insert.executeUpdate();
    }
  }

  private static String json(Map<String, Long> added) {
    try {
      return JsonlRows.JSON.writeValueAsString(added);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers are JSON", e);
    }
  }
}
