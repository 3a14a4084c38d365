package dev.agon.server.vote;

import dev.agon.question.form.Form;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a study's ballot may say.
 *
 * @param criteria ordinals by name
 * @param questions the study's own form; null for one comparison a criterion
 */
record BallotForm(
    Map<String, Integer> criteria,
    boolean allowTie,
    boolean allowBothBad,
    @Nullable Form questions) {
  Set<Integer> ordinals() {
    return Set.copyOf(criteria.values());
  }
}
