package dev.agon.cli.rank.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.cli.input.Count;
import dev.agon.preference.Names;
import dev.agon.ranking.Groups;
import dev.agon.ranking.OneSided;
import dev.agon.ranking.interval.NoInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said beside any board: of too few annotators, of groups, of one-sided items. */
public final class BoardNotes {
  /** Names of one kind that a sentence holds at most. */
  private static final int MOST = 12;

  private BoardNotes() {}

  /** Why there are no intervals, or too few annotators for them; nothing where they serve. */
  static List<String> annotators(
      @Nullable NoInterval reason, int annotators, boolean tooFew, int items) {
    if (reason != null) {
      return List.of(reason.sentence());
    }
    return tooFew
        ? List.of(
            ("too few annotators: %d for %s; how annotators differ cannot be told from so few,"
                    + " so do not rely on the intervals")
                .formatted(annotators, Count.of(items, "item")))
        : List.of();
  }

  /** That items of different groups were never compared; nothing of one group. */
  static List<String> groups(Groups groups, Names items) {
    if (groups.size() < 2) {
      return List.of();
    }
    String named =
        groups.items().stream()
            .limit(MOST)
            .map(group -> "{" + names(group, items) + "}")
            .collect(Collectors.joining(", "));
    String more = groups.size() > MOST ? " and " + (groups.size() - MOST) + " more" : "";
    return List.of(
        ("%d groups of items were never compared with each other, not even over others: %s%s; ranks"
                + " are within each group and ratings of different groups say nothing of each other")
            .formatted(groups.size(), named, more));
  }

  /** Which items only won or only lost. */
  static List<String> oneSided(OneSided items, Names names) {
    List<String> notes = new ArrayList<>();
    if (!items.winners().isEmpty()) {
      notes.add(names(items.winners(), names) + " won every vote");
    }
    if (!items.losers().isEmpty()) {
      notes.add(names(items.losers(), names) + " lost every vote");
    }
    return notes;
  }

  private static String names(List<Integer> items, Names names) {
    String some =
        items.stream()
            .limit(MOST)
            .map(item -> Report.shown(names.name(item)))
            .collect(Collectors.joining(", "));
    return items.size() > MOST ? some + " and " + (items.size() - MOST) + " more" : some;
  }

  /** The groups as lists of names, where there are several. */
  static void put(ObjectNode root, Groups groups, Names items) {
    if (groups.size() > 1) {
      ArrayNode list = root.putArray("groups");
      for (List<Integer> group : groups.items()) {
        ArrayNode names = list.addArray();
        group.forEach(item -> names.add(items.name(item)));
      }
    }
  }

  /** A figure that may not be known. */
  public static @Nullable Double known(double figure) {
    return Double.isFinite(figure) ? figure : null;
  }
}
