package dev.agon.server.study;

import dev.agon.server.core.Study;

/** What became of a change of settings. */
public sealed interface SettingsResult {
  /**
   * The settings are in force.
   *
   * @param study as it is now
   * @param consentRaised whether annotators are asked for their consent again
   * @param placesAdded places made for a higher overlap
   * @param placesRemoved free places taken away for a lower overlap
   */
  public record Saved(Study study, boolean consentRaised, long placesAdded, long placesRemoved)
      implements SettingsResult {}

  /** They were in force already. */
  public record Unchanged(Study study) implements SettingsResult {}

  /** Somebody else has changed them since the form was shown. */
  public record Stale(Study study) implements SettingsResult {}
}
