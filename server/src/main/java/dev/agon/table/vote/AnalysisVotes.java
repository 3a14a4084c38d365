package dev.agon.table.vote;

import dev.agon.analysis.Votes;
import dev.agon.preference.Names;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Votes for analyses, made of a file's columns. */
public final class AnalysisVotes {
  private static final String LEFT_LENGTH = "left_length";
  private static final String RIGHT_LENGTH = "right_length";

  private AnalysisVotes() {}

  /**
   * The further columns that are read where they are there.
   *
   * @param prompts what the column of the prompts may be called
   */
  public static List<String> optional(List<String> prompts) {
    return Stream.concat(prompts.stream(), Stream.of(LEFT_LENGTH, RIGHT_LENGTH)).toList();
  }

  /**
   * The votes of a file that was read with {@link #optional}.
   *
   * @param prompts what the column of the prompts may be called; the first that has values is taken
   */
  public static Votes votes(VoteFile file, List<String> prompts) {
    return new Votes(
        file.items(), file.annotators(), file.table(), prompts(file, prompts), lengths(file));
  }

  private static int @Nullable [] prompts(VoteFile file, List<String> columns) {
    for (String column : columns) {
      String[] values = file.extra(column);
      if (!Arrays.stream(values).allMatch(String::isEmpty)) {
        Names known = new Names();
        return Arrays.stream(values).mapToInt(known::number).toArray();
      }
    }
    return null;
  }

  private static Votes.@Nullable Lengths lengths(VoteFile file) {
    boolean none =
        Arrays.stream(file.extra(LEFT_LENGTH)).allMatch(String::isEmpty)
            && Arrays.stream(file.extra(RIGHT_LENGTH)).allMatch(String::isEmpty);
    return none
        ? null
        : new Votes.Lengths(
            TermColumns.numbers(LEFT_LENGTH, file), TermColumns.numbers(RIGHT_LENGTH, file));
  }
}
