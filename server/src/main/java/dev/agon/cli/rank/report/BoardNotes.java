package dev.agon.cli.rank.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Names;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Groups;
import dev.agon.ranking.OneSided;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.score.RankCentrality;
import dev.agon.table.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said beside any board: of too few annotators, of groups, of one-sided items. */
public final class BoardNotes {
  /** Names of one kind that a sentence holds at most. */
  private static final int MOST = 12;

  private BoardNotes() {}

  /** Why there are no intervals, or too few judges for them; nothing where they serve. */
  public static List<String> judges(@Nullable NoInterval reason, Judges judges, int items) {
    if (reason != null) {
      return List.of(reason.sentence());
    }
    return judges.tooFew(items)
        ? List.of(
            ("too few %s: %d for %s; so few do not show how %s differ,"
                    + " so do not rely on the intervals")
                .formatted(judges.what(), judges.count(), Count.of(items, "item"), judges.what()))
        : List.of();
  }

  /** Their members of a document. */
  public static void put(ObjectNode root, Judges judges, int items) {
    if (judges.named()) {
      root.put("annotators", judges.count());
    }
    root.put("too_few_annotators", judges.tooFew(items));
  }

  /** What a board says of its intervals, where it has any. */
  public static String intervals(@Nullable NoInterval reason, String meaning) {
    return reason == null ? meaning : "no intervals";
  }

  /** Why one group of items has no scores by rank centrality. */
  public static String undetermined(PairCounts counts, BothBad bothBad, Names names) {
    List<String> why = oneSided(OneSided.of(counts, bothBad), names);
    return why.isEmpty()
        ? names(RankCentrality.unbeaten(counts, bothBad), names) + " never lost to the others"
        : String.join(" and ", why);
  }

  /** That items of different groups were never compared; nothing of one group. */
  public static List<String> groups(Groups groups, Names items) {
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
        ("%d groups of items were never compared with each other, not even through "
                + "others: %s%s; ranks"
                + " are within each group and ratings of different groups cannot be compared")
            .formatted(groups.size(), named, more));
  }

  /** Which items only won or only lost. */
  public static List<String> oneSided(OneSided items, Names names) {
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
  public static void put(ObjectNode root, Groups groups, Names items) {
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
