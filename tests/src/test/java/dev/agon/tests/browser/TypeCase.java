package dev.agon.tests.browser;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How questions of one type are answered, and what is stored then.
 *
 * @param responses how many there are
 * @param form what the study asks; the question has the id {@code q}
 * @param byHand answers it with the mouse or a finger
 * @param byKeys the keys that answer and submit it, from where a new page has the focus; what
 *     begins with {@code =} is typed
 * @param answers as they are stored and exported, in the order of the screen
 * @param outcomes as {@link Questioning#outcomes()} writes them
 * @param spoilt turns the answers on their way to the server into wrong ones
 * @param plain the form without scripts; null where the type needs them
 */
record TypeCase(
    String type,
    int responses,
    String form,
    Consumer<Sitting> byHand,
    List<String> byKeys,
    String answers,
    List<String> outcomes,
    Spoilt spoilt,
    @Nullable Plain plain) {

  /** Somebody before the question. */
  record Sitting(Questioning questioning, Hand hand) {
    Locator question() {
      return questioning.question("q");
    }

    Locator in(String selector) {
      return question().locator(selector);
    }

    /** What can be chosen, by its words. */
    Locator option(Locator within, String words) {
      return within.locator("label.option", new Locator.LocatorOptions().setHasText(words)).first();
    }

    void press(String words) {
      hand.press(option(question(), words));
    }

    void press(Locator control) {
      hand.press(control);
    }
  }

  /**
   * A wrong answer.
   *
   * @param right a piece of the answers as they are sent
   * @param wrong what is sent in its place
   * @param named the part of the answer that the error names
   */
  record Spoilt(String right, String wrong, String named) {}

  /**
   * A form without scripts.
   *
   * @param fields values by the names of fields; several values of one are parted by a blank
   * @param mistake fields with other values, empty for none at all, which are refused; empty where
   *     a form can hold no mistake
   * @param named what the error names
   */
  record Plain(Map<String, String> fields, Map<String, String> mistake, String named) {}

  @Override
  public String toString() {
    return type;
  }
}
