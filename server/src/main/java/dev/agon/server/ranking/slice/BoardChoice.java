package dev.agon.server.ranking.slice;

import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardMethod;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.StoredBoard;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of a study's boards is meant.
 *
 * @param peopleOnly whether only people's votes count
 * @param slice which of these votes count
 * @param key the secret of the board's link, where the page was opened by it
 */
public record BoardChoice(int criterion, boolean peopleOnly, Slice slice, @Nullable String key) {
  /** The board of everybody where people have none of their own: then only people annotate. */
  public Board of(StoredBoard stored) {
    return peopleOnly ? stored.people().orElse(stored.all()) : stored.all();
  }

  /** The method that is asked for, or else the study's own. */
  public BoardMethod method(BoardStudy study) {
    BoardMethod asked = slice.method();
    return asked == null ? BoardMethod.of(study.method()) : asked;
  }

  public BoardChoice withCriterion(int ordinal) {
    return new BoardChoice(ordinal, peopleOnly, slice, key);
  }

  public BoardChoice withPeopleOnly(boolean only) {
    return new BoardChoice(criterion, only, slice, key);
  }

  public BoardChoice with(Slice other) {
    return new BoardChoice(criterion, peopleOnly, other, key);
  }

  /** The same board for whoever may see it. */
  public BoardChoice withoutKey() {
    return new BoardChoice(criterion, peopleOnly, slice, null);
  }

  /** The query of addresses that mean this board, with its question mark. */
  public String query() {
    List<String> parts = parts();
    if (key != null) {
      parts.add("key=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }
    return "?" + String.join("&", parts);
  }

  /** Its parts, without the key. */
  List<String> parts() {
    List<String> parts = new ArrayList<>(List.of("criterion=" + criterion));
    if (peopleOnly) {
      parts.add("kind=person");
    }
    parts.addAll(slice.query());
    return parts;
  }

  /** The query of the comparison of two boards of a study, which share a key. */
  public static String comparison(BoardChoice a, BoardChoice b) {
    List<String> parts = new ArrayList<>();
    a.parts().forEach(part -> parts.add("a." + part));
    b.parts().forEach(part -> parts.add("b." + part));
    if (a.key != null) {
      parts.add("key=" + URLEncoder.encode(a.key, StandardCharsets.UTF_8));
    }
    return "?" + String.join("&", parts);
  }
}
