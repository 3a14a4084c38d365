package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What studies of the release before become. */
class BlindAndOpenMigrationTest {
  @Test
  void studies_that_showed_their_board_while_voting_are_open_and_all_others_blind()
      throws Exception {
    try (TestDatabase database = TestDatabase.empty()) {
      Migrations.run(database.address(), Migrations.folder(), "070");
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            """
            insert into study (slug, name, state, board_visibility, board_while_voting, join_code, board_code)
            select v.slug, v.slug, v.state, 'public', v.seen, md5(v.slug || 'j'), md5(v.slug || 'b')
            from (values ('arena', 'running', true), ('survey', 'running', false),
              ('over', 'closed', false)) v(slug, state, seen);
            insert into study_clock select id, 7 from study
            """);
        Migrations.run(database.address(), Migrations.folder(), null);

        assertThat(
                rows(
                    statement,
                    """
                    select s.slug, s.blinding, s.undo_seconds, f.number
                    from study s join study_settled f on f.study = s.id order by s.id
                    """))
            .as("an answer that others may have seen counted is final")
            .containsExactly("arena open 10 7", "survey blind 10 0", "over blind 10 7");
      }
    }
  }

  private static List<String> rows(Statement statement, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(
            String.join(
                " ",
                result.getString(1),
                result.getString(2),
                result.getString(3),
                result.getString(4)));
      }
    }
    return rows;
  }
}
