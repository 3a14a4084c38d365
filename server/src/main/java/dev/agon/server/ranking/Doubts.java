package dev.agon.server.ranking;

import dev.agon.ranking.Groups;
import dev.agon.ranking.interval.NoInterval;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a board cannot tell, by generators' ids.
 *
 * @param reason why intervals are missing, or say nothing of other people's votes; null where they
 *     serve
 * @param groups of generators that were never compared with those of others, not even through
 *     others; empty when all were
 * @param winners generators that won every vote, where that leaves ratings undetermined
 * @param losers generators that lost every vote, likewise
 */
public record Doubts(
    @Nullable NoInterval reason, List<List<Long>> groups, List<Long> winners, List<Long> losers) {
  public static final Doubts NONE = new Doubts(null, List.of(), List.of(), List.of());

  public Doubts {
    groups = groups.stream().map(List::copyOf).toList();
    winners = List.copyOf(winners);
    losers = List.copyOf(losers);
  }

  /** The groups where there are several. */
  public static List<List<Long>> groups(Groups groups, IntToLongFunction generator) {
    return groups.size() < 2
        ? List.of()
        : groups.items().stream().map(group -> ids(group, generator)).toList();
  }

  static List<Long> ids(List<Integer> items, IntToLongFunction generator) {
    return items.stream().map(generator::applyAsLong).toList();
  }

  /** The number of a generator's group, from 1; 0 where there is but one. */
  public int group(long generator) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).contains(generator)) {
        return i + 1;
      }
    }
    return 0;
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("reason", reason == null ? null : reason.name())
        .put("groups", new JsonArray(groups.stream().map(JsonArray::new).toList()))
        .put("winners", new JsonArray(winners))
        .put("losers", new JsonArray(losers));
  }

  /** Boards that were kept before there were doubts have none. */
  static Doubts fromJson(@Nullable JsonObject json) {
    if (json == null) {
      return NONE;
    }
    String reason = json.getString("reason");
    return new Doubts(
        reason == null ? null : NoInterval.valueOf(reason),
        json.getJsonArray("groups").stream().map(group -> ids((JsonArray) group)).toList(),
        ids(json.getJsonArray("winners")),
        ids(json.getJsonArray("losers")));
  }

  private static List<Long> ids(JsonArray array) {
    return array.stream().map(id -> ((Number) id).longValue()).toList();
  }
}
