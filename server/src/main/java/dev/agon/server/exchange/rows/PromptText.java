package dev.agon.server.exchange.rows;

import dev.agon.numeric.Digests;
import dev.agon.table.RowProblem;
import org.jspecify.annotations.Nullable;

/** Reads which prompt a row is about, and the prompt itself where the row brings it. */
final class PromptText {
  private static final int MADE_ID_DIGITS = 16;
  private static final int LONGEST_LANGUAGE = 35;

  private PromptText() {}

  /** The prompt's id; its text is staged when the row has it, alone or in conversations. */
  static String stage(RowFields row, int file, Staging staging) throws RowProblem {
    String id = row.optionalId(Field.PROMPT_ID);
    Conversations both = Conversations.of(row);
    if (both == null && !row.has(Field.PROMPT)) {
      return id == null ? row.id(Field.PROMPT) : id;
    }
    Field field = both == null ? Field.PROMPT : Field.LEFT_TEXT;
    Staging.Text said = both == null ? row.said(field) : row.said(field, both.prompt());
    if (said.text().isBlank()) {
      throw row.problem(field, both == null ? "is empty" : "begins with an empty question");
    }
    String known =
        id == null
            ? "p-"
                + Digests.hex(Digests.sha256(said.turns() == null ? said.text() : said.turns()))
                    .substring(0, MADE_ID_DIGITS)
            : id;
    FilePosition at = new FilePosition(file, row.row().line(), row.column(field));
    staging.add(new Staging.Prompt(at, known, said, language(row), row.list(Field.TAGS), null));
    return known;
  }

  static @Nullable String language(RowFields row) throws RowProblem {
    String language = row.optionalId(Field.LANGUAGE);
    if (language != null && language.length() > LONGEST_LANGUAGE) {
      throw row.problem(Field.LANGUAGE, "'" + language + "' is not a language tag");
    }
    return language;
  }
}
