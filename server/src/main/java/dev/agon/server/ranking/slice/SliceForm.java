package dev.agon.server.ranking.slice;

import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.ranking.BoardMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form that chooses a slice.
 *
 * @param chosen how many of its members leave something out or change the method
 * @param groups those with enough annotators
 * @param kinds of annotators, where there are several
 */
public record SliceForm(
    int chosen,
    List<Option> languages,
    List<Option> categories,
    List<Option> groups,
    List<Option> kinds,
    List<Option> methods,
    List<Option> adjustments,
    @Nullable String from,
    @Nullable String to,
    @Nullable Long at) {

  /**
   * One of the values of a member.
   *
   * @param count prompts or annotators that have it; 0 where that means nothing
   */
  record Option(String value, long count, boolean selected) {}

  public static SliceForm of(Slice slice, boolean peopleOnly, List<SliceStore.Choice> choices) {
    AnnotatorKind others = slice.others();
    BoardMethod method = slice.method();
    return new SliceForm(
        slice.query().size() + (peopleOnly ? 1 : 0),
        options(choices, "language", slice.language(), 1),
        options(choices, "category", slice.category(), 1),
        options(choices, "group", slice.group(), Slices.SMALLEST_GROUP),
        options(
            choices,
            "kind",
            peopleOnly ? AnnotatorKind.PERSON.label() : others == null ? null : others.label(),
            1),
        Arrays.stream(BoardMethod.values())
            .map(m -> new Option(m.label(), 0, m == method))
            .toList(),
        Slice.ADJUSTMENTS.stream().map(a -> new Option(a, 0, slice.terms().contains(a))).toList(),
        slice.from() == null ? null : slice.from().toString(),
        slice.to() == null ? null : slice.to().toString(),
        slice.at());
  }

  /** Nothing where there is nothing to choose from. */
  private static List<Option> options(
      List<SliceStore.Choice> choices, String name, @Nullable String chosen, long least) {
    List<Option> options = new ArrayList<>();
    for (SliceStore.Choice choice : choices) {
      if (choice.name().equals(name) && choice.count() >= least) {
        options.add(new Option(choice.value(), choice.count(), choice.value().equals(chosen)));
      }
    }
    return options.size() > 1 || chosen != null ? options : List.of();
  }
}
