package dev.agon.server.exchange.load;

import dev.agon.question.form.Form;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.rows.UltraFeedback;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A study to be made.
 *
 * @param slug its name in addresses
 * @param overlap how many judgements each comparison wants, 1 to 1000
 * @param running whether it takes votes at once; else it is a draft
 * @param form its questions in order; null for the one question of a comparison
 */
public record NewStudy(
    String slug,
    String name,
    String question,
    String language,
    int overlap,
    boolean running,
    @Nullable Form form) {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int LONGEST_NAME = 200;
  private static final int MOST_OVERLAP = 1_000;

  /** The question that annotators are asked when nothing else is told. */
  public static final String QUESTION = "Which response is better?";

  /** The language of a study when nothing else is told: texts without a tag go to everybody. */
  public static final String UNKNOWN_LANGUAGE = "und";

  /** The questions of a study that is made of such rows; null for the one of a comparison. */
  public static @Nullable Form formOf(ImportKind kind) {
    return kind == ImportKind.ULTRAFEEDBACK ? UltraFeedback.form() : null;
  }

  /** A study that asks one comparison. */
  public NewStudy(
      String slug, String name, String question, String language, int overlap, boolean running) {
    this(slug, name, question, language, overlap, running, null);
  }

  /**
   * Checks what the database would refuse.
   *
   * @throws IllegalArgumentException naming the field
   */
  public NewStudy {
    if (!SLUG.matcher(slug).matches()) {
      throw new IllegalArgumentException(
          "study: '" + slug + "' must be 1 to 63 of a-z, 0-9 and -, and not begin with -");
    }
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("name: must have 1 to " + LONGEST_NAME + " characters");
    }
    if (overlap < 1 || overlap > MOST_OVERLAP) {
      throw new IllegalArgumentException("overlap: " + overlap + " is not 1 to " + MOST_OVERLAP);
    }
  }
}
