package dev.agon.question;

import java.util.List;
import java.util.Locale;

/**
 * What can be wrong with a part of an answer. Each begins in lower case and goes on from the part's
 * name; {@code {0}}, {@code {1}} are what it names.
 */
public enum Fault {
  NEEDED("is needed"),
  ANSWERS("must be an object: an answer by each question's id"),
  UNKNOWN_QUESTION("is not a question of this study"),
  UNKNOWN_ASPECT("is not an aspect of this question"),
  WHOLE_NUMBER("must be a whole number from {0} to {1}"),
  LIST("must be a list of {0}"),
  LIST_BETWEEN("must be a list of {0} to {1}"),
  TEXT("must be a text"),
  LENGTH("must have {0} to {1} characters"),
  ONE_OF("must be one of {0}"),
  TRUE_OR_FALSE("must be true or false"),
  EXACTLY("must be {0}"),
  NOT_ASKED("is not asked for"),
  NAMED_TWICE("must not name the same one twice"),
  NAMED_TOO_MANY("must not name more than {0}"),
  NAMED_NONE("must name at least one"),
  TWO_RESPONSES("compares two responses, but there are {0}"),
  TWO_VERSIONS("compares two versions, but there are {0}"),
  RANK("must be {0}: so many are better, plus one"),
  SHARED("must not be shared"),
  NO_HARM("must be empty where there is no harm"),
  QUOTE_NEEDED("is needed: the passage that shows it"),
  CHOSEN_TWICE("is chosen twice"),
  EMPTY_RESPONSE("cannot be given: the response is empty"),
  EMPTY_TEXT("is in a text that is empty"),
  OVERLAP("must not overlap: two do at {0}"),
  CUT_CHARACTER("must not cut a character in two"),
  CUT_WORD("must begin and end where words do"),
  NO_CHANGE("changes nothing"),
  OTHER_EDITS("is not what the edits make of the response");

  private final String english;

  Fault(String english) {
    this.english = english;
  }

  /** The key of its texts in message files. */
  public String key() {
    return "fault." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it says in English, with places for what it names. */
  public String english() {
    return english;
  }

  /** What it says in English. */
  String english(List<Object> named) {
    String said = english;
    for (int k = 0; k < named.size(); k++) {
      said = said.replace("{" + k + "}", named.get(k).toString());
    }
    return said;
  }
}
