package dev.agon.server.study.analyses;

import dev.agon.analysis.Analysis;
import dev.agon.analysis.Parameter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An analysis as the page of analyses offers it. */
record OfferedAnalysis(String name, String meaning, List<Input> inputs) {
  /**
   * A parameter.
   *
   * @param kind number, choice or item
   * @param options of a choice; of an item what the study compares
   */
  record Input(
      String name,
      String meaning,
      String kind,
      @Nullable Integer least,
      @Nullable Integer most,
      List<Option> options,
      @Nullable String value) {}

  /** What may be chosen. */
  record Option(String value, boolean chosen) {}

  /**
   * An analysis.
   *
   * @param items what the study compares
   * @param typed what was said of it before, by name of a parameter; empty for nothing
   */
  static OfferedAnalysis of(Analysis analysis, List<String> items, Map<String, String> typed) {
    return new OfferedAnalysis(
        analysis.name(),
        analysis.meaning(),
        analysis.parameters().stream()
            .map(parameter -> input(parameter, items, typed.get(parameter.name())))
            .toList());
  }

  private static Input input(Parameter parameter, List<String> items, @Nullable String typed) {
    return switch (parameter) {
      case Parameter.Whole whole ->
          new Input(
              whole.name(),
              whole.meaning(),
              "number",
              whole.least(),
              whole.most(),
              List.of(),
              typed == null ? Integer.toString(whole.initial()) : typed);
      case Parameter.Choice choice ->
          new Input(
              choice.name(),
              choice.meaning(),
              "choice",
              null,
              null,
              options(choice.words(), typed == null ? choice.initial() : typed),
              null);
      case Parameter.Item item ->
          new Input(item.name(), item.meaning(), "item", null, null, options(items, typed), null);
    };
  }

  private static List<Option> options(List<String> words, @Nullable String chosen) {
    return words.stream().map(word -> new Option(word, word.equals(chosen))).toList();
  }
}
