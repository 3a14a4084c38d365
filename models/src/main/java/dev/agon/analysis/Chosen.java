package dev.agon.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was chosen of an analysis, checked against its description. */
public final class Chosen {
  private final Map<String, String> values;

  private Chosen(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Completes what was said by what holds otherwise.
   *
   * @param said texts by name of a parameter
   * @throws IllegalArgumentException in a sentence that names the parameter, when one is unknown,
   *     out of its bounds or missing
   */
  public static Chosen of(Analysis analysis, Map<String, String> said) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Parameter parameter : analysis.parameters()) {
      values.put(parameter.name(), checked(parameter, said.get(parameter.name())));
    }
    for (String name : said.keySet()) {
      if (!values.containsKey(name)) {
        throw new IllegalArgumentException(
            "%s has no parameter '%s'; it has %s"
                .formatted(
                    analysis.name(),
                    name,
                    values.isEmpty() ? "none" : String.join(", ", values.keySet())));
      }
    }
    return new Chosen(values);
  }

  private static String checked(Parameter parameter, @Nullable String said) {
    return switch (parameter) {
      case Parameter.Whole whole -> {
        if (said == null) {
          yield Integer.toString(whole.initial());
        }
        try {
          int value = Integer.parseInt(said.strip());
          if (value >= whole.least() && value <= whole.most()) {
            yield Integer.toString(value);
          }
        } catch (NumberFormatException e) {
          // Falls through to the one sentence for both mistakes.
        }
        throw new IllegalArgumentException(
            "%s: '%s' is not a whole number from %d to %d"
                .formatted(whole.name(), said, whole.least(), whole.most()));
      }
      case Parameter.Choice choice -> {
        if (said != null && !choice.words().contains(said)) {
          throw new IllegalArgumentException(
              "%s: '%s' is not one of %s"
                  .formatted(choice.name(), said, String.join(", ", choice.words())));
        }
        yield said == null ? choice.initial() : said;
      }
      case Parameter.Item item -> {
        if (said == null || said.isBlank()) {
          throw new IllegalArgumentException(
              "%s is missing: %s".formatted(item.name(), item.meaning()));
        }
        yield said;
      }
    };
  }

  /** A whole number. */
  public int number(String name) {
    return Integer.parseInt(text(name));
  }

  /**
   * A word or a name.
   *
   * @throws NullPointerException when the analysis has no parameter of this name
   */
  public String text(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** All values by name, in the order of the description. */
  public Map<String, String> all() {
    return Collections.unmodifiableMap(values);
  }

  /** As in {@code baseline=gpt-4 seed=1}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
