package dev.agon.server.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables and sequences of the current schema, without Flyway's own table. */
final class Catalog {
  private static final String TABLES =
      """
      select c.relname,
        array(select a.attname::text from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          order by a.attnum),
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '')
      from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
        and c.relname <> 'flyway_schema_history'
      order by c.relname""";

  private static final String REFERENCES =
      """
      select child.relname, parent.relname
      from pg_constraint k
        join pg_class child on child.oid = k.conrelid
        join pg_class parent on parent.oid = k.confrelid
      where k.contype = 'f' and k.connamespace = current_schema()::regnamespace
        and child.oid <> parent.oid""";

  private static final String SEQUENCES =
      """
      select sequencename, last_value from pg_sequences
      where schemaname = current_schema() order by sequencename""";

  private Catalog() {}

  /**
   * A table.
   *
   * @param columns in their order, without generated ones
   * @param numbered whether one column is an identity: its rows are never written by a migration
   */
  record Table(String name, List<String> columns, boolean numbered) {
    String quoted() {
      return quote(name);
    }

    /** The table and its columns, as COPY names them. */
    String copied() {
      return quoted()
          + columns.stream().map(Catalog::quote).collect(Collectors.joining(", ", " (", ")"));
    }
  }

  /**
   * A sequence.
   *
   * @param lastValue null where it has given none yet
   */
  record Sequence(String name, @Nullable Long lastValue) {}

  /** All tables, each after those that it refers to. A table may refer to itself. */
  static List<Table> tables(Connection connection) throws SQLException {
    Map<String, Table> left = new LinkedHashMap<>();
    Map<String, Set<String>> parents = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(TABLES)) {
        while (rows.next()) {
          Table table = new Table(rows.getString(1), texts(rows.getArray(2)), rows.getBoolean(3));
          left.put(table.name(), table);
        }
      }
      try (ResultSet rows = statement.executeQuery(REFERENCES)) {
        while (rows.next()) {
          parents.computeIfAbsent(rows.getString(1), _ -> new HashSet<>()).add(rows.getString(2));
        }
      }
    }
    List<Table> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Table> free =
          left.values().stream()
              .filter(
                  table ->
                      parents.getOrDefault(table.name(), Set.of()).stream()
                          .noneMatch(left::containsKey))
              .toList();
      if (free.isEmpty()) {
        throw new DatabaseException(
            "these tables refer to each other in a circle: " + left.keySet());
      }
      ordered.addAll(free);
      free.forEach(table -> left.remove(table.name()));
    }
    return ordered;
  }

  static List<Sequence> sequences(Connection connection) throws SQLException {
    List<Sequence> sequences = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SEQUENCES)) {
      while (rows.next()) {
        sequences.add(new Sequence(rows.getString(1), rows.getObject(2, Long.class)));
      }
    }
    return sequences;
  }

  static String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
