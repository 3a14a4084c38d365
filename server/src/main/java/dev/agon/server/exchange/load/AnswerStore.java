package dev.agon.server.exchange.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agon.preference.Outcome;
import dev.agon.question.Json;
import dev.agon.question.PairOutcome;
import dev.agon.question.Problems;
import dev.agon.question.Shown;
import dev.agon.question.form.Form;
import dev.agon.server.core.StoredForm;
import dev.agon.server.exchange.read.ImportError;
import dev.agon.server.exchange.read.ImportErrors;
import dev.agon.server.exchange.read.ImportRefused;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads staged answers as the study's form says, and stages what they say of pairs. */
public final class AnswerStore {
  private static final int CHUNK = 500;

  private final Connection connection;
  private final long study;

  public AnswerStore(Connection connection, long study) {
    this.connection = connection;
    this.study = study;
  }

  /**
   * Reads them all.
   *
   * @param files names for the numbers of files
   */
  public void read(List<String> files) throws SQLException, ImportRefused {
    Form form = form(files.getFirst());
    Map<String, Integer> criteria = criteria();
    JdbcStore.run(connection, AnswerSql.TABLE);
    ImportErrors errors = new ImportErrors();
    try (PreparedStatement query = connection.prepareStatement(AnswerSql.ANSWERS);
        PreparedStatement add = connection.prepareStatement(AnswerSql.ADD);
        PreparedStatement canonical = connection.prepareStatement(AnswerSql.CANONICAL)) {
      query.setFetchSize(CHUNK);
      JdbcStore.run(connection, "create index on new_vote (seq)");
      try (ResultSet rows = query.executeQuery()) {
        int staged = 0;
        while (rows.next()) {
          Form.Answers answers = form.read(shown(rows), parsed(rows.getString("answers")));
          for (Problems.Problem problem : answers.problems()) {
            errors.add(
                new ImportError(
                    files.get(rows.getInt("file")),
                    rows.getLong("line"),
                    rows.getInt("col"),
                    problem.path() + ": " + problem.message()));
          }
          stage(rows.getLong("seq"), answers, criteria, add);
          canonical.setString(1, answers.json().toString());
          canonical.setLong(2, rows.getLong("seq"));
          canonical.addBatch();
          if (++staged % CHUNK == 0) {
            add.executeBatch();
            canonical.executeBatch();
          }
        }
      }
      errors.refuseIfAny();
      add.executeBatch();
      canonical.executeBatch();
    }
  }

  private Form form(String file) throws SQLException, ImportRefused {
    try (PreparedStatement query = connection.prepareStatement(AnswerSql.FORM)) {
      query.setLong(1, study);
      try (ResultSet rows = query.executeQuery()) {
        @Nullable Form form = StoredForm.of(rows.next() ? rows.getString(1) : null);
        if (form == null) {
          throw new ImportRefused(
              file, "has answers, and the study has no form of questions: give it one first");
        }
        return form;
      }
    }
  }

  private Map<String, Integer> criteria() throws SQLException {
    Map<String, Integer> criteria = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(AnswerSql.CRITERIA)) {
      query.setLong(1, study);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          criteria.put(rows.getString(1), rows.getInt(2));
        }
      }
    }
    return criteria;
  }

  private static Shown shown(ResultSet row) throws SQLException {
    String[] texts = (String[]) row.getArray("texts").getArray();
    String[] languages = (String[]) row.getArray("languages").getArray();
    List<Shown.Text> responses = new ArrayList<>();
    for (int k = 0; k < texts.length; k++) {
      responses.add(new Shown.Text(texts[k], languages[k]));
    }
    return new Shown(
        new Shown.Text(row.getString("text"), row.getString("language")), List.copyOf(responses));
  }

  private static com.fasterxml.jackson.databind.JsonNode parsed(String answers) {
    try {
      return Json.parse(answers);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("answers that were read are JSON", e);
    }
  }

  private static void stage(
      long seq, Form.Answers answers, Map<String, Integer> criteria, PreparedStatement add)
      throws SQLException {
    for (PairOutcome said : answers.outcomes()) {
      Integer criterion = criteria.get(said.criterion());
      if (criterion == null) {
        throw new IllegalStateException("the study has no criterion " + said.criterion());
      }
      boolean straight = said.first() < said.second();
      Outcome outcome = straight ? said.outcome() : said.outcome().swapped();
      add.setLong(1, seq);
      add.setInt(2, criterion);
      add.setInt(3, Math.min(said.first(), said.second()));
      add.setInt(4, Math.max(said.first(), said.second()));
      add.setInt(5, outcome.code());
      if (said.strength() == null) {
        add.setNull(6, Types.SMALLINT);
      } else {
        add.setInt(6, said.strength());
      }
      add.setFloat(7, (float) said.weight());
      add.addBatch();
    }
  }
}
