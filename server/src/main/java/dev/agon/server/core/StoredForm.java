package dev.agon.server.core;

import dev.agon.question.form.Form;
import dev.agon.question.form.FormException;
import org.jspecify.annotations.Nullable;

/** A study's form of questions as its row has it. It was checked before it was stored. */
public final class StoredForm {
  private StoredForm() {}

  /**
   * The form.
   *
   * @param json null where the study asks one comparison
   */
  public static @Nullable Form of(@Nullable String json) {
    try {
      return json == null ? null : Form.parse(json);
    } catch (FormException e) {
      throw new IllegalStateException("a form that was stored cannot be read", e);
    }
  }
}
