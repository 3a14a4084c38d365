package dev.agon.server.exchange;

import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.load.NewStudy;
import dev.agon.server.exchange.read.ImportError;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.exchange.rows.Columns;
import dev.agon.server.exchange.rows.Field;
import dev.agon.server.exchange.rows.GeneratorNames;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.table.Winners;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Imports texts into a test's database, and looks into it. */
record Imports(DatabaseAddress address, String slug, int overlap) {
  static Imports into(DatabaseAddress address, String slug) {
    return new Imports(address, slug, 3);
  }

  static Source source(String name, String text) {
    return source(name, text.getBytes(StandardCharsets.UTF_8));
  }

  static Source source(String name, byte[] bytes) {
    return new Source(name, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  ImportRequest request(ImportKind kind, Columns columns) {
    return request(
        new ImportRequest.Reading(kind, null, columns, GeneratorNames.SAME, Winners.USUAL, ""));
  }

  ImportRequest request(ImportRequest.Reading reading) {
    NewStudy study = new NewStudy(slug, "Test", NewStudy.QUESTION, "en", overlap, true);
    return new ImportRequest(
        new ImportRequest.Target(
            slug,
            study,
            null,
            reading.kind() == ImportKind.PROMPTS ? ComparisonChoice.PAIRS : ComparisonChoice.NONE),
        reading,
        AnnotatorKind.PERSON,
        "test");
  }

  ImportReport run(ImportRequest request, ImportProgress progress, Source... sources)
      throws ImportRefused {
    try (ImportRun run = new Importer(address).prepare(request, List.of(sources), progress)) {
      return run.execute();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ImportReport run(ImportKind kind, Source... sources) throws ImportRefused {
    return run(request(kind, Columns.DEFAULT), ImportProgress.SILENT, sources);
  }

  ImportReport run(ImportKind kind, String csv) throws ImportRefused {
    return run(kind, source("f.csv", csv));
  }

  /** What an import is refused for. */
  List<String> refusal(ImportKind kind, Source... sources) {
    return refusal(request(kind, Columns.DEFAULT), sources);
  }

  List<String> refusal(ImportRequest request, Source... sources) {
    try {
      run(request, ImportProgress.SILENT, sources);
    } catch (ImportRefused e) {
      return e.errors().stream().map(ImportError::toString).toList();
    }
    throw new AssertionError("was not refused");
  }

  /** Columns that are named. */
  static Columns columns(Object... fieldsAndNames) {
    Map<Field, String> named = new java.util.EnumMap<>(Field.class);
    for (int k = 0; k < fieldsAndNames.length; k += 2) {
      named.put((Field) fieldsAndNames[k], (String) fieldsAndNames[k + 1]);
    }
    return new Columns(named);
  }

  /** Rows of a query on the study, whose id is written {@code :study}; columns joined by a bar. */
  List<String> rows(String sql) {
    String filled = sql.replace(":study", "(select id from study where slug = '" + slug + "')");
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(filled)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<@Nullable String> cells = new ArrayList<>();
        for (int k = 1; k <= result.getMetaData().getColumnCount(); k++) {
          cells.add(result.getString(k));
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  String one(String sql) {
    return rows(sql).getFirst();
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          sql.replace(":study", "(select id from study where slug = '" + slug + "')"));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  /** A digest of everything in the database that an import may write. */
  String state() {
    StringBuilder state = new StringBuilder();
    for (String table :
        List.of(
            "study",
            "study_version",
            "study_clock",
            "criterion",
            "generator",
            "prompt",
            "response",
            "matchup",
            "comparison",
            "annotator",
            "place",
            "vote",
            "judgement",
            "study_event",
            "skip",
            "import",
            "audit")) {
      state.append(
          one(
              "select '%1$s ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') || ' ' from %1$s t"
                  .formatted(table)));
    }
    return state.toString();
  }
}
