package dev.agon.server.training.pages;

import java.util.Arrays;
import java.util.List;

/**
 * One part of a loss, for a page that calls it by its name.
 *
 * @param name the part's word, as {@code LossNames} knows it
 * @param value its number as it was typed; empty where it has none
 */
record LossPart(String name, String value) {
  /** The parts of a loss that was read before. */
  static List<LossPart> of(String loss) {
    return Arrays.stream(loss.split(",", -1))
        .map(
            part -> {
              int sign = part.indexOf('=');
              return sign < 0
                  ? new LossPart(part.strip(), "")
                  : new LossPart(part.substring(0, sign).strip(), part.substring(sign + 1).strip());
            })
        .toList();
  }
}
