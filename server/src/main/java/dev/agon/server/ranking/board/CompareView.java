package dev.agon.server.ranking.board;

import dev.agon.agreement.KendallTau;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardMethod;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.StoredBoard;
import dev.agon.server.ranking.slice.BoardChoice;
import dev.agon.server.ranking.slice.Slice;
import dev.agon.server.ranking.slice.SliceForm;
import dev.agon.server.ranking.slice.SliceStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two boards of a study beside each other.
 *
 * @param key of the link by which the page was opened
 * @param sides the two, the first called A and the second B
 * @param rows generators of either, in the order of A and then of B
 * @param common how many generators both have
 * @param tau Kendall's rank correlation of those; null where it is not defined
 * @param shared whether ratings of both are on one scale
 * @param plain the query of the board of all votes
 * @param permalink the query of this very comparison, whatever is voted later
 * @param live whether further votes change it
 * @param counted the number up to which those sides count that further votes change
 */
record CompareView(
    BoardStudy study,
    List<BoardPages.Tab> tabs,
    @Nullable String key,
    List<Side> sides,
    List<Row> rows,
    int common,
    @Nullable Double tau,
    boolean shared,
    List<BoardAxis.Tick> ticks,
    String plain,
    String permalink,
    boolean live,
    long counted) {

  /**
   * One of the boards.
   *
   * @param letter a or b, which the names of its form's fields begin with
   * @param query of the board's own page
   */
  record Side(
      String letter,
      SliceForm form,
      List<BoardView.Link> criteria,
      String method,
      long votes,
      int annotators,
      long watermark,
      String query) {}

  /**
   * A generator on both boards.
   *
   * @param moved by how many places it stands higher on B among those that both have; null where
   *     one has it not
   */
  public record Row(
      long generator, String name, @Nullable Figure a, @Nullable Figure b, @Nullable Moved moved) {}

  /**
   * A rating on one of the boards.
   *
   * @param interval whether it has one
   */
  record Figure(
      String rank,
      double rating,
      double low,
      double high,
      int decimals,
      BoardAxis.@Nullable Whisker whisker,
      boolean interval) {}

  /**
   * A change of place.
   *
   * @param kind up, down or same
   */
  record Moved(String kind, int places) {
    static @Nullable Moved of(@Nullable Integer from, @Nullable Integer to) {
      if (from == null || to == null) {
        return null;
      }
      int higher = from - to;
      return new Moved(higher > 0 ? "up" : higher < 0 ? "down" : "same", Math.abs(higher));
    }
  }

  /** A board that was found for a side. */
  record Found(BoardChoice choice, StoredBoard.Found found) {
    private Board board() {
      return choice.of(found.board().orElseThrow());
    }

    private boolean hasVotes() {
      return found.board().isPresent();
    }

    private BoardMethod method(BoardStudy study) {
      return hasVotes() ? BoardMethod.of(found.board().get().method()) : choice.method(study);
    }

    private List<Board.Item> items() {
      return hasVotes() ? board().items() : List.of();
    }

    private Side side(String letter, BoardStudy study, List<SliceStore.Choice> choices) {
      return new Side(
          letter,
          SliceForm.of(choice.slice(), choice.peopleOnly(), choices),
          study.criteria().size() > 1 ? BoardView.criteria(study, choice) : List.of(),
          method(study).label(),
          hasVotes() ? board().votes() : 0,
          hasVotes() ? board().annotators() : 0,
          found.version().watermark(),
          choice.query());
    }

    private boolean moves() {
      return choice.slice().at() == null;
    }

    private BoardChoice fixed() {
      return choice.with(choice.slice().withAt(found.version().watermark()));
    }
  }

  static CompareView of(BoardStudy study, List<SliceStore.Choice> choices, Found a, Found b) {
    boolean shared =
        a.method(study) == b.method(study)
            || (a.method(study).likelihood().isPresent()
                && b.method(study).likelihood().isPresent());
    BoardAxis axis =
        new BoardAxis(
            Stream.concat(a.items().stream(), b.items().stream()).toList(),
            study.preliminaryBelow());
    Map<Long, Integer> placesOfA = places(a, b);
    Map<Long, Integer> placesOfB = places(b, a);
    Map<Long, Figure> figuresOfA = figures(a, a.method(study), shared ? axis : null);
    Map<Long, Figure> figuresOfB = figures(b, b.method(study), shared ? axis : null);
    List<Row> rows = new ArrayList<>();
    Stream.concat(a.items().stream(), b.items().stream())
        .map(Board.Item::generator)
        .distinct()
        .forEach(
            generator ->
                rows.add(
                    new Row(
                        generator,
                        a.found().generators().getOrDefault(generator, ""),
                        figuresOfA.get(generator),
                        figuresOfB.get(generator),
                        Moved.of(placesOfA.get(generator), placesOfB.get(generator)))));
    return new CompareView(
        study,
        BoardPages.tabs(study, a.choice(), "compare"),
        a.choice().key(),
        List.of(a.side("a", study, choices), b.side("b", study, choices)),
        rows,
        placesOfA.size(),
        tau(a, b),
        shared && !rows.isEmpty(),
        axis.ticks(),
        a.choice().with(Slice.WHOLE).withPeopleOnly(false).query(),
        BoardChoice.comparison(a.fixed(), b.fixed()),
        a.moves() || b.moves(),
        Stream.of(a, b)
            .filter(Found::moves)
            .mapToLong(side -> side.found().version().watermark())
            .min()
            .orElse(0));
  }

  /** Places among the generators that the other board has too. */
  private static Map<Long, Integer> places(Found one, Found other) {
    Map<Long, Double> theirs = ratings(other);
    Map<Long, Integer> places = new HashMap<>();
    for (Board.Item item : one.items()) {
      if (theirs.containsKey(item.generator())) {
        places.put(item.generator(), places.size() + 1);
      }
    }
    return places;
  }

  private static Map<Long, Double> ratings(Found one) {
    return one.items().stream()
        .collect(Collectors.toMap(Board.Item::generator, Board.Item::rating));
  }

  private static Map<Long, Figure> figures(
      Found one, BoardMethod method, @Nullable BoardAxis axis) {
    Map<Long, Figure> figures = new HashMap<>();
    for (Board.Item item : one.items()) {
      figures.put(
          item.generator(),
          new Figure(
              RankedView.rank(item),
              item.rating(),
              item.low(),
              item.high(),
              method.decimals(),
              axis == null ? null : axis.whisker(item),
              item.hasInterval()));
    }
    return figures;
  }

  private static @Nullable Double tau(Found a, Found b) {
    Map<Long, Double> theirs = ratings(b);
    List<Board.Item> both =
        a.items().stream().filter(item -> theirs.containsKey(item.generator())).toList();
    double tau =
        KendallTau.of(
            both.stream().mapToDouble(Board.Item::rating).toArray(),
            both.stream()
                .mapToDouble(item -> theirs.getOrDefault(item.generator(), Double.NaN))
                .toArray());
    return Double.isNaN(tau) ? null : tau;
  }
}
