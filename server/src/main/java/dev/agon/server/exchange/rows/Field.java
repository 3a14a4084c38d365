package dev.agon.server.exchange.rows;

import dev.agon.server.exchange.read.ImportKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an imported row may say; each is read from a column of the same name unless told. */
public enum Field {
  COMPARISON("the comparison's own id"),
  PROMPT_ID("the prompt's own id; without one it is made from the text"),
  PROMPT("the prompt's text"),
  LANGUAGE("the language tag of prompt and responses"),
  TAGS("the prompt's tags: an array, or text with semicolons between"),
  GENERATOR("who made the response"),
  RESPONSE("the response's text"),
  RESPONSES("an object of texts by generator (JSONL)"),
  SAMPLE("which of the generator's responses it is, from 1"),
  LEFT("the generator shown first"),
  RIGHT("the generator shown second"),
  LEFT_TEXT("the text shown first"),
  RIGHT_TEXT("the text shown second"),
  LEFT_SAMPLE("which response of the left generator it is, from 1"),
  RIGHT_SAMPLE("which response of the right generator it is, from 1"),
  WINNER("what the vote says"),
  ANNOTATOR("who voted"),
  TIME("when the vote was sent"),
  COMMENT("what the annotator remarked"),
  ANSWERS("an object of answers by question, with responses in the comparison's own order");

  private static final Set<Field> OF_PROMPTS =
      Set.of(PROMPT_ID, PROMPT, GENERATOR, RESPONSE, SAMPLE, LANGUAGE, TAGS);
  private static final Set<Field> OF_PAIRS =
      Set.of(COMPARISON, PROMPT_ID, PROMPT, LEFT, RIGHT, LEFT_TEXT, RIGHT_TEXT, LANGUAGE, TAGS);
  private static final Set<Field> OF_VOTES =
      Set.of(
          COMPARISON,
          PROMPT_ID,
          PROMPT,
          LEFT,
          RIGHT,
          LEFT_TEXT,
          RIGHT_TEXT,
          WINNER,
          ANNOTATOR,
          TIME,
          COMMENT);
  private static final Set<Field> OF_ANSWERS =
      Set.of(COMPARISON, PROMPT_ID, ANNOTATOR, ANSWERS, TIME, COMMENT);

  private final String meaning;

  Field(String meaning) {
    this.meaning = meaning;
  }

  /** The fields whose columns people name on the import page, for a kind of rows, in order. */
  public static List<Field> named(ImportKind kind) {
    Set<Field> fields =
        switch (kind) {
          case PROMPTS -> OF_PROMPTS;
          case PAIRS -> OF_PAIRS;
          case VOTES -> OF_VOTES;
          case ANSWERS -> OF_ANSWERS;
          case ULTRAFEEDBACK, AGON -> Set.of();
        };
    return Arrays.stream(values()).filter(fields::contains).toList();
  }

  /** The column that is read when nothing else is told. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the column says, for a person. */
  public String meaning() {
    return meaning;
  }
}
