package dev.agon.server.ranking.slice;

import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.ranking.BoardMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A part of a study's votes, and how it is ranked. A member that is null leaves nothing out.
 *
 * @param language of the prompt, as a BCP 47 tag
 * @param category of the prompt: the member "category" of its metadata
 * @param group of the annotator: the member "group" of theirs
 * @param others machines or simulated annotators alone
 * @param from the first day, in UTC
 * @param to the last day, in UTC
 * @param at the number up to which is counted; null for what the study's board counts
 * @param method instead of the study's own
 * @param adjust what the ratings are adjusted for: some of {@link #ADJUSTMENTS}, in their order and
 *     with commas between
 */
public record Slice(
    @Nullable String language,
    @Nullable String category,
    @Nullable String group,
    @Nullable AnnotatorKind others,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @Nullable Long at,
    @Nullable BoardMethod method,
    @Nullable String adjust) {
  /** Everything, by the study's own method: the board that is kept. */
  public static final Slice WHOLE = new Slice(null, null, null, null, null, null, null, null, null);

  /** Being shown first, and features of the responses' style. */
  static final List<String> ADJUSTMENTS = List.of("position", "length", "headers", "bold", "lists");

  private static final String POSITION = "position";
  private static final int LONGEST = 200;

  /**
   * The slice that an address asks for.
   *
   * @param parameters gives a parameter, or null
   */
  public static Slice of(UnaryOperator<@Nullable String> parameters) {
    return checked(
        new Slice(
            text(parameters, "language"),
            text(parameters, "category"),
            text(parameters, "group"),
            others(parameters.apply("kind")),
            day(parameters, "from"),
            day(parameters, "to"),
            number(parameters.apply("at")),
            method(parameters.apply("method")),
            adjust(text(parameters, "adjust"))));
  }

  private static Slice checked(Slice slice) {
    if (slice.adjust != null && slice.method != null && slice.method.likelihood().isEmpty()) {
      throw HttpProblem.invalid("adjust", "goes with no ratings by " + slice.method.label());
    }
    return slice;
  }

  public boolean isWhole() {
    return equals(WHOLE);
  }

  public Slice withAt(@Nullable Long number) {
    return new Slice(language, category, group, others, from, to, number, method, adjust);
  }

  /** The parts of an address that mean it. */
  List<String> query() {
    List<String> parts = new ArrayList<>();
    add(parts, "language", language);
    add(parts, "category", category);
    add(parts, "group", group);
    add(parts, "kind", others == null ? null : others.label());
    add(parts, "from", from);
    add(parts, "to", to);
    add(parts, "at", at);
    add(parts, "method", method == null ? null : method.label());
    add(parts, "adjust", adjust);
    return parts;
  }

  /** What is adjusted for, in the order of {@link #ADJUSTMENTS}. */
  List<String> terms() {
    return adjust == null ? List.of() : List.of(adjust.split(","));
  }

  /** The features of style among it. */
  List<String> style() {
    return terms().stream().filter(term -> !term.equals(POSITION)).toList();
  }

  private static void add(List<String> parts, String name, @Nullable Object value) {
    if (value != null) {
      parts.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }
  }

  private static @Nullable String text(UnaryOperator<@Nullable String> parameters, String name) {
    String text = parameters.apply(name);
    if (text != null && text.length() > LONGEST) {
      throw HttpProblem.invalid(name, "is longer than " + LONGEST + " characters");
    }
    return text == null || text.isBlank() ? null : text;
  }

  private static @Nullable AnnotatorKind others(@Nullable String text) {
    return switch (text) {
      case "machine" -> AnnotatorKind.MACHINE;
      case "simulated" -> AnnotatorKind.SIMULATED;
      case null, default -> null;
    };
  }

  private static @Nullable LocalDate day(UnaryOperator<@Nullable String> parameters, String name) {
    String text = text(parameters, name);
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw HttpProblem.invalid(name, "must be a day such as 2026-01-31");
    }
  }

  private static @Nullable Long number(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw HttpProblem.invalid("at", "must be the number of an event");
    }
    return Long.valueOf(text);
  }

  private static @Nullable String adjust(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Set<String> wanted = new HashSet<>(Arrays.asList(text.split(",")));
    wanted.remove("");
    if (!ADJUSTMENTS.containsAll(wanted)) {
      throw HttpProblem.invalid("adjust", "must be some of " + ADJUSTMENTS);
    }
    return wanted.isEmpty()
        ? null
        : ADJUSTMENTS.stream().filter(wanted::contains).collect(Collectors.joining(","));
  }

  private static @Nullable BoardMethod method(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : BoardMethod.of(text);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.invalid("method", "is not a method of boards");
    }
  }
}
