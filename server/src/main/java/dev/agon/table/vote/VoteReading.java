package dev.agon.table.vote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.table.Count;
import java.util.ArrayList;
import java.util.List;

/**
 * What was left out when votes were read, and what was noticed.
 *
 * @param rows of the files that were understood
 * @param self rows that compare an item with itself
 * @param skipped rows whose winner is a word to be skipped
 * @param distinct copies that were left out because that was asked for
 * @param bad rows that could not be read
 * @param copies what was noticed of copies
 */
public record VoteReading(
    long rows, long self, long skipped, long distinct, long bad, Copies copies) {

  /** What a reader of the result must know. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (self > 0) {
      notes.add(
          Count.of(self, "row compares", "rows compare")
              + " an item with itself, which says nothing; left out");
    }
    if (skipped > 0) {
      notes.add(Count.of(skipped, "row") + " left out whose winner --outcome says to skip");
    }
    if (distinct > 0) {
      notes.add(Count.of(distinct, "copy of another row", "copies of other rows") + " left out");
    }
    String told = copies.told(rows);
    if (!told.isEmpty()) {
      notes.add(told);
    }
    return notes;
  }

  /** The numbers, where there are any. */
  public void put(ObjectNode document) {
    if (self + skipped + distinct + bad > 0) {
      document
          .putObject("left_out")
          .put("with_itself", self)
          .put("skipped", skipped)
          .put("copies", distinct)
          .put("bad", bad);
    }
    if (copies.copies() > 0 || copies.times() > 1) {
      document
          .putObject("copies")
          .put("rows", copies.copies())
          .put("every_row_times", copies.times());
    }
  }
}
