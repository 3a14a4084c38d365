package dev.agon.server.ranking.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.terms.TermFit;
import dev.agon.server.core.Criterion;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardMethod;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.SliceFit;
import dev.agon.server.ranking.StoredBoard;
import dev.agon.server.ranking.slice.BoardChoice;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A board as a document for programs. The members are those of {@code agon rank --json}, and what a
 * live board has besides.
 *
 * @param counted people or everyone
 * @param watermark the number up to which it counts
 * @param dataHash of the votes up to {@code dataWatermark}; both null where nobody can tell now
 * @param computedAt null without votes
 * @param intervalNote why intervals are missing, or say nothing of other people's votes
 * @param groups names of generators that were never compared with those of other groups
 * @param likelihood what methods without one do not have
 * @param bootstrap how often votes were drawn again for the intervals
 * @param terms of what it is adjusted for
 * @param items best first
 */
@JsonNaming(SnakeCaseStrategy.class)
record BoardFile(
    String study,
    String name,
    String criterion,
    String counted,
    long watermark,
    long intervalsWatermark,
    int methodVersion,
    @Nullable String dataHash,
    @Nullable Long dataWatermark,
    @JsonInclude(Include.NON_NULL) @Nullable OffsetDateTime computedAt,
    String method,
    long votes,
    @JsonUnwrapped @Nullable Counts counts,
    @JsonInclude(Include.NON_NULL) @Nullable String intervalNote,
    @JsonInclude(Include.NON_EMPTY) List<List<@Nullable String>> groups,
    @JsonUnwrapped @Nullable Likelihood likelihood,
    @JsonInclude(Include.NON_NULL) @Nullable Integer bootstrap,
    @JsonInclude(Include.NON_EMPTY) List<Term> terms,
    List<Item> items) {

  /** The hash of the votes up to a number. */
  record DataHash(String hash, long watermark) {}

  /** How votes are made up. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Counts(
      Board.Kinds votesBy,
      long ties,
      long bothBad,
      int annotators,
      int comparisons,
      boolean tooFewAnnotators) {
    private static Counts of(Board board) {
      return new Counts(
          board.kinds(),
          board.ties(),
          board.bothBad(),
          board.annotators(),
          board.comparisons(),
          board.tooFewAnnotators());
    }
  }

  /** How the likelihood was fitted. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Likelihood(
      double nu, double eta, double logLikelihood, int iterations, double priorPrecision) {
    private static Likelihood of(Board board) {
      return new Likelihood(
          board.nu(), board.eta(), board.logLikelihood(), board.iterations(), board.prior());
    }
  }

  /** What a board is adjusted for. */
  record Term(String term, double effect, double se, double low, double high) {
    private static Term of(TermFit.Effect effect) {
      return new Term(effect.term(), effect.value(), effect.se(), effect.low(), effect.high());
    }
  }

  /**
   * A generator.
   *
   * @param item its name
   * @param logStrength null where the method has no likelihood
   * @param se NaN without an interval, like {@code low} and {@code high}
   * @param group the number of its group, where there are several
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Item(
      @Nullable String item,
      double rating,
      @JsonInclude(Include.NON_NULL) @Nullable Double logStrength,
      double se,
      double low,
      double high,
      int rankLow,
      int rankHigh,
      long votes,
      long wins,
      long losses,
      long ties,
      long bothBad,
      int annotators,
      Board.Kinds votesBy,
      boolean preliminary,
      @Nullable String status,
      @JsonInclude(Include.NON_NULL) @Nullable Integer group) {}

  /**
   * @param data the hash of the votes; null where nobody can tell now
   */
  static BoardFile of(
      BoardStudy study, BoardChoice choice, StoredBoard.Found found, @Nullable DataHash data) {
    StoredBoard stored = found.board().orElse(null);
    Board board = stored == null ? null : choice.of(stored);
    boolean likelihood = stored != null && BoardMethod.of(stored.method()).likelihood().isPresent();
    SliceFit.Details details = stored == null ? null : stored.details().orElse(null);
    return new BoardFile(
        study.slug(),
        study.name(),
        criterion(study, choice),
        choice.peopleOnly() ? "people" : "everyone",
        found.version().watermark(),
        found.version().intervalsAt(),
        Leaderboard.VERSION,
        data == null ? null : data.hash(),
        data == null ? null : data.watermark(),
        stored == null ? null : stored.computedAt(),
        stored == null ? study.method() : stored.method(),
        board == null ? 0 : board.votes(),
        board == null ? null : Counts.of(board),
        board == null ? null : note(board.doubts().reason()),
        board == null ? List.of() : groups(board, found),
        board == null || !likelihood ? null : Likelihood.of(board),
        details == null || details.rounds() == 0 ? null : details.rounds(),
        details == null ? List.of() : details.effects().stream().map(Term::of).toList(),
        board == null
            ? List.of()
            : board.items().stream()
                .map(item -> item(study, board, item, found, likelihood))
                .toList());
  }

  private static @Nullable String note(@Nullable NoInterval reason) {
    return reason == null ? null : reason.sentence();
  }

  private static List<List<@Nullable String>> groups(Board board, StoredBoard.Found found) {
    return board.doubts().groups().stream()
        .map(group -> group.stream().map(found.generators()::get).toList())
        .toList();
  }

  private static Item item(
      BoardStudy study, Board board, Board.Item item, StoredBoard.Found found, boolean likelihood) {
    int group = board.doubts().group(item.generator());
    return new Item(
        found.generators().get(item.generator()),
        item.rating(),
        likelihood ? (Double) item.logStrength() : null,
        item.se(),
        item.low(),
        item.high(),
        item.rankLow(),
        item.rankHigh(),
        item.votes(),
        item.wins(),
        item.losses(),
        item.ties(),
        item.bothBad(),
        item.annotators(),
        item.kinds(),
        item.votes() < study.preliminaryBelow(),
        item.reliance(),
        group == 0 ? null : group);
  }

  private static String criterion(BoardStudy study, BoardChoice choice) {
    return study.criteria().stream()
        .filter(criterion -> criterion.ordinal() == choice.criterion())
        .map(Criterion::name)
        .findFirst()
        .orElse("");
  }
}
