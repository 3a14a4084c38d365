package dev.agon.server.ranking;

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
record BoardChoice(short criterion, boolean peopleOnly, Slice slice, @Nullable String key) {
  /** The board of everybody where people have none of their own: then only people annotate. */
  Board of(StoredBoard stored) {
    return peopleOnly ? stored.people().orElse(stored.all()) : stored.all();
  }

  BoardChoice withCriterion(short ordinal) {
    return new BoardChoice(ordinal, peopleOnly, slice, key);
  }

  BoardChoice withPeopleOnly(boolean only) {
    return new BoardChoice(criterion, only, slice, key);
  }

  BoardChoice with(Slice other) {
    return new BoardChoice(criterion, peopleOnly, other, key);
  }

  /** The same board for whoever may see it. */
  BoardChoice withoutKey() {
    return new BoardChoice(criterion, peopleOnly, slice, null);
  }

  /** The query of addresses that mean this board, with its question mark. */
  String query() {
    List<String> parts = new ArrayList<>(List.of("criterion=" + criterion));
    if (peopleOnly) {
      parts.add("kind=person");
    }
    parts.addAll(slice.query());
    if (key != null) {
      parts.add("key=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }
    return "?" + String.join("&", parts);
  }
}
