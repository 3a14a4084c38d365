package dev.agon.server.http.input;

import dev.agon.server.http.i18n.Messages;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the fields of a posted form and collects what is wrong with them; every reader answers a
 * usable value even then, so that all fields are checked before the page comes back.
 */
public final class PostedForm {
  private final MultiMap fields;
  private final Messages messages;
  private final String language;
  private final Map<String, String> errors = new LinkedHashMap<>();

  public PostedForm(RoutingContext context, Messages messages, String language) {
    this.fields = MultiMap.caseInsensitiveMultiMap().addAll(context.request().formAttributes());
    this.messages = messages;
    this.language = language;
  }

  /** Takes these fields as if they had been sent, in place of what was sent of them. */
  public void fill(Map<String, String> others) {
    others.forEach(fields::set);
  }

  /** The field as it was sent, or empty. */
  public String raw(String field) {
    String value = fields.get(field);
    return value == null ? "" : value;
  }

  /** A text of {@code least} to {@code most} characters, without space around it. */
  public String text(String field, int least, int most) {
    // Browsers send line ends as CRLF.
    String value = raw(field).replace("\r\n", "\n").strip();
    int length = value.codePointCount(0, value.length());
    if (value.indexOf('\0') >= 0) {
      wrong(field, "form.characters");
    } else if (length < least) {
      wrong(field, least == 1 ? "form.empty" : "form.short", least);
    } else if (length > most) {
      wrong(field, "form.long", most);
    }
    return value;
  }

  /** A whole number of {@code least} to {@code most}. */
  public int integer(String field, int least, int most) {
    try {
      int value = Integer.parseInt(raw(field).strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    wrong(field, "form.integer", least, most);
    return least;
  }

  /** One of the allowed words. */
  public String choice(String field, Collection<String> allowed) {
    String value = raw(field);
    if (!allowed.contains(value)) {
      wrong(field, "form.choice");
      return allowed.iterator().next();
    }
    return value;
  }

  /** Whether a box was ticked. */
  public boolean checked(String field) {
    return fields.contains(field);
  }

  /** Notes what is wrong with a field; the first message of a field stands. */
  public void wrong(String field, String message, Object... arguments) {
    errors.putIfAbsent(field, messages.get(language, message, List.of(arguments)));
  }

  /** Whether nothing is wrong so far. */
  public boolean isValid() {
    return errors.isEmpty();
  }

  /** What is wrong, by field, for the page that shows the form again. */
  public Map<String, String> errors() {
    return Collections.unmodifiableMap(errors);
  }

  /** What was sent, by field, for the page that shows the form again. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    fields.forEach(values::putIfAbsent);
    return values;
  }

  /**
   * Ends here when something is wrong.
   *
   * @throws HttpProblem 422 with all messages
   */
  public void require() {
    if (!isValid()) {
      List<HttpProblem.Field> list = new ArrayList<>();
      errors.forEach((field, message) -> list.add(new HttpProblem.Field(field, message)));
      throw HttpProblem.invalid(list);
    }
  }
}
