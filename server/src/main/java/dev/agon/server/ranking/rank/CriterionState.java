package dev.agon.server.ranking.rank;

import dev.agon.preference.LongIndex;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.board.RankingState;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Uncertainty;
import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.ranking.Board;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What stands under one criterion, counted: of all annotators, and where asked of people alone. */
public final class CriterionState {
  /** The member of a stored result that counts everybody. */
  public static final String ALL = "all";

  /** The member that counts people alone; only in studies where others annotate too. */
  static final String PEOPLE = "people";

  private final LongIndex generators;
  private final View all = new View();
  private final @Nullable View people;

  CriterionState(LongIndex generators, boolean mixed) {
    this.generators = generators;
    this.people = mixed ? new View() : null;
  }

  void apply(Change change) {
    int first = generators.number(change.first());
    int second = generators.number(change.second());
    all.apply(change, first, second);
    if (people != null && change.kind() == AnnotatorKind.PERSON) {
      people.apply(change, first, second);
    }
  }

  /** The result to store; intervals are those computed last unless they are asked for. */
  JsonObject result(FitOptions options, boolean withIntervals) {
    JsonObject result = new JsonObject();
    result.put(ALL, all.board(options, withIntervals).toJson());
    if (people != null) {
      result.put(PEOPLE, people.board(options, withIntervals).toJson());
    }
    return result;
  }

  private final class View {
    private final RankingState ranking = new RankingState();
    private final KindCounts kinds = new KindCounts();
    private @Nullable Uncertainty uncertainty;

    void apply(Change change, int first, int second) {
      if (change.added()) {
        ranking.add(
            change.annotator(),
            change.comparison(),
            first,
            second,
            change.outcome(),
            change.weight());
      } else {
        ranking.remove(
            change.annotator(),
            change.comparison(),
            first,
            second,
            change.outcome(),
            change.weight());
      }
      kinds.add(change.kind(), first, second, change.added() ? 1 : -1);
    }

    Board board(FitOptions options, boolean withIntervals) {
      Fit fit = ranking.fit(options);
      if (withIntervals || uncertainty == null) {
        uncertainty = ranking.uncertainty(fit, Clustering.TWO_WAY);
      }
      return Board.of(
          ranking.leaderboard(fit, uncertainty, RatingScale.ARENA),
          kinds.all(),
          generators::key,
          kinds::of);
    }
  }
}
