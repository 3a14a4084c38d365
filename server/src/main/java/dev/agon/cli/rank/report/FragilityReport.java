package dev.agon.cli.rank.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Names;
import dev.agon.ranking.board.Fragility;
import java.util.Locale;

/** How few votes carry the first place, in words and as JSON. */
record FragilityReport(Fragility fragility, Names items) {

  void put(ObjectNode node) {
    node.put("first", items.name(fragility.first()));
    node.put("second", items.name(fragility.second()));
    node.put("votes", fragility.votes());
    node.put("share", fragility.share());
    node.put("predicted", fragility.predicted());
    ArrayNode removed = node.putArray("removed");
    for (Fragility.Removed kind : fragility.removed()) {
      removed
          .addObject()
          .put("winner", items.name(kind.winner()))
          .put("loser", items.name(kind.loser()))
          .put("outcome", kind.outcome().name().toLowerCase(Locale.ROOT))
          .put("votes", kind.votes());
    }
  }

  String told() {
    String first = Report.shown(items.name(fragility.first()));
    String second = Report.shown(items.name(fragility.second()));
    return fragility.votes() == 0
        ? "no removal of votes was found that puts " + second + " before " + first
        : String.format(
            Locale.ROOT,
            "without %d of the votes (%.2f %%) %s would be level with %s or before it",
            fragility.votes(),
            100 * fragility.share(),
            second,
            first);
  }
}
