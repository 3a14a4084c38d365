package dev.agon.cli.rank.file;

import dev.agon.analysis.Votes;
import dev.agon.preference.Names;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes votes of a file's columns. */
public final class VotesReading {
  private static final String LEFT_LENGTH = "left_length";
  private static final String RIGHT_LENGTH = "right_length";

  private VotesReading() {}

  /** The further columns that are read where they are there. */
  public static List<String> optional(String prompt) {
    return List.of(prompt, LEFT_LENGTH, RIGHT_LENGTH);
  }

  /** The votes of a file that was read with {@link #optional}. */
  public static Votes votes(VoteFile file, String prompt) {
    return new Votes(
        file.items(), file.annotators(), file.table(), prompts(file, prompt), lengths(file));
  }

  private static int @Nullable [] prompts(VoteFile file, String column) {
    String[] values = file.extra(column);
    if (Arrays.stream(values).allMatch(String::isEmpty)) {
      return null;
    }
    Names known = new Names();
    return Arrays.stream(values).mapToInt(known::number).toArray();
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
