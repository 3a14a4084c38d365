package dev.agon.server.study.settings;

import dev.agon.server.http.input.PostedForm;
import dev.agon.server.study.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The form of a study's settings. */
final class SettingsForm {
  static final Set<String> VISIBILITIES = Set.of("private", "link", "public");
  static final Set<String> BLINDINGS = Set.of("blind", "open");
  static final Set<String> METHODS = Set.of("bradley-terry", "davidson", "rao-kupper");

  static final Set<String> DRAWINGS =
      Set.of("uniform", "weighted", "near-ties", "expected-uncertainty");

  private static final int LONGEST_TEXT = 20_000;
  private static final int MOST_OVERLAP = 1_000;
  private static final int MOST_VOTES = 1_000_000_000;
  private static final int LEAST_LEASE = 5;
  private static final int MOST_LEASE = 86_400;
  private static final int MOST_UNDO = 3_600;
  private static final int MOST_HELD = 10;

  private SettingsForm() {}

  /** Reads what was sent; what is wrong with it is noted in the form. */
  static Settings read(PostedForm form) {
    String votes = form.raw("votes_per_annotator").strip();
    return new Settings(
        form.text("name", 1, 200),
        form.text("question", 1, 500),
        form.text("guidelines", 0, LONGEST_TEXT),
        form.text("consent", 0, LONGEST_TEXT),
        form.integer("overlap", 1, MOST_OVERLAP),
        form.checked("allow_tie"),
        form.checked("allow_both_bad"),
        form.integer("lease_seconds", LEAST_LEASE, MOST_LEASE),
        form.integer("assignments_held", 1, MOST_HELD),
        votes.isEmpty() ? null : form.integer("votes_per_annotator", 1, MOST_VOTES),
        form.raw("reading_level").isEmpty() ? null : form.integer("reading_level", 1, 3),
        form.choice("drawing", DRAWINGS),
        form.choice("board_visibility", VISIBILITIES),
        form.choice("blinding", BLINDINGS),
        form.integer("undo_seconds", 0, MOST_UNDO),
        form.checked("show_agreement"),
        form.checked("show_own_board"),
        form.choice("board_method", METHODS),
        form.integer("preliminary_below", 0, MOST_VOTES));
  }

  /** The fields as a form would send the settings. */
  static Map<String, String> values(Settings s) {
    Map<String, String> values = new HashMap<>();
    values.put("name", s.name());
    values.put("question", s.question());
    values.put("guidelines", s.guidelines());
    values.put("consent", s.consent());
    values.put("overlap", Integer.toString(s.overlap()));
    values.put("lease_seconds", Integer.toString(s.leaseSeconds()));
    values.put("assignments_held", Integer.toString(s.assignmentsHeld()));
    values.put(
        "votes_per_annotator",
        s.votesPerAnnotator() == null ? "" : s.votesPerAnnotator().toString());
    values.put("reading_level", s.readingLevel() == null ? "" : s.readingLevel().toString());
    values.put("drawing", s.drawing());
    values.put("board_visibility", s.boardVisibility());
    values.put("blinding", s.blinding());
    values.put("undo_seconds", Integer.toString(s.undoSeconds()));
    values.put("board_method", s.boardMethod());
    values.put("preliminary_below", Integer.toString(s.preliminaryBelow()));
    tick(values, "allow_tie", s.allowTie());
    tick(values, "allow_both_bad", s.allowBothBad());
    tick(values, "show_agreement", s.showAgreement());
    tick(values, "show_own_board", s.showOwnBoard());
    return values;
  }

  private static void tick(Map<String, String> values, String field, boolean ticked) {
    if (ticked) {
      values.put(field, "on");
    }
  }
}
