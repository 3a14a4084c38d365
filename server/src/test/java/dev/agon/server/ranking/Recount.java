package dev.agon.server.ranking;

import dev.agon.preference.Outcome;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.RankingState;
import dev.agon.ranking.board.Standing;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.server.sql.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A study's board counted afresh in the simplest way, and the one that is stored. */
public record Recount(List<Line> lines) {
  /** What must be equal; ratings to a millionth of a point. */
  record Line(
      long generator, long votes, long wins, long losses, long ties, long rating, long se) {}

  public static Recount ofRows(
      TestDatabase database, VoteFixture fixture, Method method, Set<Long> out)
      throws SQLException {
    RankingState state = new RankingState();
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select distinct on (v.place) v.annotator, v.comparison, v.withdrawn, j.outcome,
                  (select generator from response where id = c.responses[1]) as first,
                  (select generator from response where id = c.responses[2]) as second
                from vote v
                join comparison c on c.id = v.comparison
                left join judgement j on j.study = v.study and j.number = v.number
                where v.study = ? and v.purpose <= 2
                order by v.place, v.revision desc
                """)) {
      statement.setLong(1, fixture.study());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (!rows.getBoolean("withdrawn")
              && rows.getObject("outcome") != null
              && !out.contains(rows.getLong("annotator"))) {
            state.add(
                rows.getLong("annotator"),
                rows.getLong("comparison"),
                rows.getInt("first"),
                rows.getInt("second"),
                Outcome.of(rows.getInt("outcome")),
                1);
          }
        }
      }
    }
    Leaderboard board =
        state.leaderboard(FitOptions.of(method), Clustering.TWO_WAY, RatingScale.ARENA);
    return new Recount(
        board.standings().stream()
            .filter(standing -> standing.votes() > 0)
            .map(Recount::line)
            .sorted(Comparator.comparing(Line::generator))
            .toList());
  }

  public static Recount stored(VoteFixture fixture, TestDatabase database, String view)
      throws SQLException {
    return new Recount(
        board(fixture, database, view).items().stream()
            .map(
                item ->
                    new Line(
                        item.generator(),
                        item.votes(),
                        item.wins(),
                        item.losses(),
                        item.ties(),
                        Math.round(item.rating() * 1e6),
                        Math.round(item.se() * 1e6)))
            .sorted(Comparator.comparing(Line::generator))
            .toList());
  }

  public static Board board(VoteFixture fixture, TestDatabase database, String view)
      throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement("select result from leaderboard where study = ?")) {
      statement.setLong(1, fixture.study());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return Board.fromJson(new JsonObject(rows.getString(1)).getJsonObject(view));
      }
    }
  }

  private static Line line(Standing standing) {
    return new Line(
        standing.item(),
        standing.votes(),
        standing.wins(),
        standing.losses(),
        standing.ties(),
        Math.round(standing.rating() * 1e6),
        Math.round(standing.se() * 1e6));
  }
}
