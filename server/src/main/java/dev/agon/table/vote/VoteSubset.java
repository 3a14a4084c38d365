package dev.agon.table.vote;

import dev.agon.preference.VoteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Some of a file's votes.
 *
 * @param value what they have in common; empty for all votes
 * @param rows their rows in the file's table
 * @param table the same votes, with the file's numbers of items
 */
@SuppressWarnings("ArrayRecordComponent")
public record VoteSubset(String value, int[] rows, VoteTable table) {

  /** All votes of a file. */
  public static VoteSubset all(VoteFile votes) {
    int[] rows = IntStream.range(0, votes.table().rows()).toArray();
    return new VoteSubset("", rows, votes.table());
  }

  /** The votes of each value of a further column, those of most votes first. */
  public static List<VoteSubset> by(VoteFile votes, String column) {
    String[] values = votes.extra(column);
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < values.length; row++) {
      rows.computeIfAbsent(values[row], _ -> new ArrayList<>()).add(row);
    }
    return rows.entrySet().stream()
        .map(entry -> of(votes, entry.getKey(), entry.getValue()))
        .sorted((a, b) -> Integer.compare(b.rows().length, a.rows().length))
        .toList();
  }

  private static VoteSubset of(VoteFile votes, String value, List<Integer> held) {
    VoteTable all = votes.table();
    VoteTable table = new VoteTable(held.size());
    int[] rows = held.stream().mapToInt(Integer::intValue).toArray();
    for (int row : rows) {
      table.add(all, row, 1);
    }
    return new VoteSubset(value, rows, table);
  }
}
