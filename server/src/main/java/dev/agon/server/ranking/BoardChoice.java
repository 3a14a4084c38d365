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
 * @param key the secret of the board's link, where the page was opened by it
 */
record BoardChoice(short criterion, boolean peopleOnly, @Nullable String key) {
  /** The board of everybody where people have none of their own: then only people annotate. */
  Board of(StoredBoard stored) {
    return peopleOnly ? stored.people().orElse(stored.all()) : stored.all();
  }

  BoardChoice withCriterion(short ordinal) {
    return new BoardChoice(ordinal, peopleOnly, key);
  }

  BoardChoice withPeopleOnly(boolean only) {
    return new BoardChoice(criterion, only, key);
  }

  /** The query of addresses that mean this board, with its question mark. */
  String query() {
    List<String> parts = new ArrayList<>(List.of("criterion=" + criterion));
    if (peopleOnly) {
      parts.add("kind=person");
    }
    if (key != null) {
      parts.add("key=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }
    return "?" + String.join("&", parts);
  }
}
