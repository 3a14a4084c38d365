package dev.agon.cli.rank.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.VoteHash;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.table.vote.VoteFile;
import dev.agon.table.vote.VoteSubset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reports of a file's slices, as one text.
 *
 * @param by the column that tells the slices apart; null for one of all votes
 * @param pairs the records of each slice's pairs; empty where nobody asked for them
 */
public record Reports(
    VoteFile votes,
    @Nullable String by,
    List<VoteSubset> slices,
    List<Report> reports,
    List<PairsReport> pairs) {

  /** As JSON, with the version of the methods and the hash of each slice's votes. */
  public String json() {
    if (by == null) {
      return document(0).toPrettyString() + "\n";
    }
    ObjectNode root = new ObjectMapper().createObjectNode().put("by", by);
    ArrayNode boards = root.putArray("boards");
    for (int i = 0; i < slices.size(); i++) {
      boards.addObject().put("value", slices.get(i).value()).setAll(document(i));
    }
    return root.toPrettyString() + "\n";
  }

  private ObjectNode document(int slice) {
    ObjectNode document =
        reports
            .get(slice)
            .json()
            .put("method_version", Leaderboard.VERSION)
            .put("data_hash", VoteHash.of(slices.get(slice).table(), votes.items()::name));
    votes.reading().put(document);
    if (!pairs.isEmpty()) {
      pairs.get(slice).put(document.putArray("pairs"));
    }
    return document;
  }

  /** As tables below each other. */
  public String table() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < slices.size(); i++) {
      if (by != null) {
        String value = Report.shown(slices.get(i).value());
        text.append("%s%s = %s%n".formatted(i == 0 ? "" : "%n".formatted(), by, value));
      }
      text.append(reports.get(i).table());
      if (!pairs.isEmpty()) {
        text.append(pairs.get(i).table());
      }
    }
    return text.toString();
  }
}
