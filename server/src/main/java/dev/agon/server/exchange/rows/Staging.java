package dev.agon.server.exchange.rows;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what the rows of files say; nothing of it is in the study yet. */
public interface Staging {
  void add(Prompt prompt);

  void add(Response response);

  void add(Pair pair);

  void add(Vote vote);

  /**
   * A prompt.
   *
   * @param metadata a JSON object to be kept with it
   */
  record Prompt(
      FilePosition at,
      String id,
      Text said,
      @Nullable String language,
      @Nullable List<String> tags,
      @Nullable String metadata) {}

  /**
   * A response.
   *
   * @param metadata a JSON object to be kept with it
   */
  record Response(
      FilePosition at,
      String prompt,
      String generator,
      int sample,
      Text said,
      @Nullable String language,
      @Nullable String metadata) {}

  /**
   * What a prompt or response says.
   *
   * @param text all of it
   * @param turns its turns or steps as JSON, as they came in; null where the text is all there is
   */
  record Text(String text, @Nullable String turns) {}

  /** Which of a generator's responses. */
  record Side(String generator, int sample) {}

  /** Two responses to be compared; without an id, one is made. */
  record Pair(FilePosition at, @Nullable String id, String prompt, Side left, Side right) {}

  /**
   * A vote of the past.
   *
   * @param comparison its id, when the log has one; else prompt, left and right tell it
   * @param sides what was shown on the left and on the right, when the log says so
   * @param outcome in the log's order: first is left; null where there are answers
   * @param answers to the study's questions, as JSON
   */
  record Vote(
      FilePosition at,
      @Nullable String comparison,
      @Nullable String prompt,
      @Nullable Sides sides,
      @Nullable Integer outcome,
      @Nullable String annotator,
      @Nullable Instant sentAt,
      @Nullable String comment,
      @Nullable String answers) {}

  /** What was shown. */
  record Sides(Side left, Side right) {}
}
