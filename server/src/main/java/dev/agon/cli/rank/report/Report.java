package dev.agon.cli.rank.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.table.vote.VoteFile;
import java.util.List;

/** A ranking as a table for people and as JSON for programs. */
public sealed interface Report permits RankReport, ScoreReport {
  int WIDEST_NAME = 48;

  /** The report of a ranking of a file's votes. */
  public static Report of(Ranked ranked, VoteFile votes) {
    return switch (ranked) {
      case Ranked.Ratings ratings -> new RankReport(ratings, votes.items());
      case Ranked.Scores scores -> new ScoreReport(scores, votes.items(), votes.annotators());
    };
  }

  /** What a reader of either form must know beside it. */
  List<String> notes();

  ObjectNode json();

  String table();

  /** A name without control characters, which a terminal might obey, and not too wide. */
  public static String shown(String name) {
    String plain = name.replaceAll("\\p{C}", "?");
    return plain.length() <= WIDEST_NAME ? plain : plain.substring(0, WIDEST_NAME - 1) + "…";
  }
}
