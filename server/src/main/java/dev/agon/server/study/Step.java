package dev.agon.server.study;

import dev.agon.server.core.Setting.Group;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The steps in which a study is made. Each is a page of its own and saves what it asks, so that
 * they can be left and taken up again in any order; its texts are {@code study.step.WORD}.
 */
public enum Step {
  /** What is compared: files. */
  DATA("/import", Set.of(), Set.of("import")),
  /** What is asked of each comparison. */
  QUESTIONS("/settings?step=questions", Set.of(Group.QUESTION), Set.of("questions", "conditions")),
  /** What the people who answer read before. */
  PEOPLE("/settings?step=people", Set.of(Group.TEXTS), Set.of("annotators", "machines")),
  /** How work is given out, and who sees what. */
  RULES("/settings?step=rules", Set.of(Group.PLACES, Group.BOARD), Set.of()),
  /** A last look, and the start. */
  PUBLISH("", Set.of(), Set.of("overview"));

  private final String path;

  @SuppressWarnings("ImmutableEnumChecker") // What Set.of makes does not change.
  private final Set<Group> groups;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> tabs;

  Step(String path, Set<Group> groups, Set<String> tabs) {
    this.path = path;
    this.groups = groups;
    this.tabs = tabs;
  }

  /** The name in addresses and in keys of messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The page behind the study's own address. */
  public String path() {
    return path;
  }

  /** The settings that it asks; empty where it asks none. */
  public Set<Group> groups() {
    return groups;
  }

  /** What follows; empty after the last one. */
  public Optional<Step> next() {
    return Optional.ofNullable(
        switch (this) {
          case DATA -> QUESTIONS;
          case QUESTIONS -> PEOPLE;
          case PEOPLE -> RULES;
          case RULES -> PUBLISH;
          case PUBLISH -> null;
        });
  }

  /** The step of a name, where it has a page of settings. */
  public static Optional<Step> ofSettings(String word) {
    return Arrays.stream(values())
        .filter(step -> step.word().equals(word) && !step.groups.isEmpty())
        .findFirst();
  }

  /** The step that a page of a study belongs to; empty for pages beside the steps. */
  static Optional<Step> ofTab(String tab) {
    return Arrays.stream(values()).filter(step -> step.tabs.contains(tab)).findFirst();
  }
}
