package dev.agon.server.study;

import dev.agon.server.core.Setting;
import dev.agon.server.core.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a draft's pages say about the way to its publication.
 *
 * @param steps in order
 * @param next the step after the page's own; null beside the steps and after the last one
 * @param open everything that is missing, of all steps; the first stands in the way
 */
record Guide(List<Stage> steps, @Nullable Stage next, List<Missing> open) {

  /**
   * A step.
   *
   * @param path behind the study's own address
   * @param current whether the page belongs to it
   * @param open whether something is missing in it, or it is the last one
   */
  record Stage(String word, String path, boolean current, boolean open) {}

  /**
   * Something that is missing.
   *
   * @param word its text is {@code study.missing.WORD}
   * @param path where it is made, behind the study's own address
   * @param needed whether nothing can be published without it
   */
  record Missing(Step step, String word, String path, boolean needed) {}

  /**
   * The way of a draft.
   *
   * @param at the step that the page belongs to; null beside the steps
   */
  static Guide of(Settings settings, boolean hasComparisons, @Nullable Step at) {
    List<Missing> open = missing(settings, hasComparisons);
    List<Stage> steps = Arrays.stream(Step.values()).map(step -> stage(step, at, open)).toList();
    Stage next = at == null ? null : at.next().map(step -> stage(step, at, open)).orElse(null);
    return new Guide(steps, next, open);
  }

  /** The last step is open until it is taken, which ends the draft. */
  private static Stage stage(Step step, @Nullable Step at, List<Missing> open) {
    boolean lacks =
        step == Step.PUBLISH || open.stream().anyMatch(missing -> missing.step() == step);
    return new Stage(step.word(), step.path(), step == at, lacks);
  }

  private static List<Missing> missing(Settings settings, boolean hasComparisons) {
    List<Missing> open = new ArrayList<>();
    if (!hasComparisons) {
      open.add(new Missing(Step.DATA, "data", Step.DATA.path(), true));
    }
    if (settings.text(Setting.GUIDELINES).isBlank()) {
      open.add(of(Step.PEOPLE, Setting.GUIDELINES));
    }
    if (settings.text(Setting.CONSENT).isBlank()) {
      open.add(of(Step.PEOPLE, Setting.CONSENT));
    }
    if (settings.number(Setting.OVERLAP) == 1) {
      open.add(of(Step.RULES, Setting.OVERLAP));
    }
    return List.copyOf(open);
  }

  private static Missing of(Step step, Setting setting) {
    return new Missing(step, setting.column(), step.path() + "#" + setting.column(), false);
  }
}
