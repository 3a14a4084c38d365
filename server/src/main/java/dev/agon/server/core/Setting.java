package dev.agon.server.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an admin sets for a study. The name in lower case is the setting's column in the table of
 * studies, its field in the form and its member in exports; its texts are {@code study.field.NAME},
 * {@code study.hint.NAME} if it needs one, and {@code study.choice.NAME.WORD}. The form shows
 * settings in this order.
 */
public enum Setting {
  /** Shown to annotators. */
  NAME(Group.QUESTION, new Text(1, 200, false), null),
  /** What annotators are asked of each pair. */
  QUESTION(Group.QUESTION, new Text(1, 500, false), null),
  /** Whether annotators may answer "about equal". */
  ALLOW_TIE(Group.QUESTION, new Tick(), null),
  /** Whether annotators may answer "both bad". */
  ALLOW_BOTH_BAD(Group.QUESTION, new Tick(), null),
  /** Markdown, a key away while people compare. */
  GUIDELINES(Group.TEXTS, new Text(0, 20_000, true), null),
  /** Markdown that annotators agree to before they start; empty for none. */
  CONSENT(Group.TEXTS, new Text(0, 20_000, true), null),
  /** Regular places of each comparison. */
  OVERLAP(Group.PLACES, new Whole(1, 1_000), null),
  /** The most votes of one annotator; null for as many as there are places. */
  VOTES_PER_ANNOTATOR(Group.PLACES, new Whole(1, 1_000_000_000, true), null),
  /** How long a pair is held for an annotator. */
  LEASE_SECONDS(Group.PLACES, new Whole(5, 86_400), null),
  /** How many pairs an annotator holds at once; so many can be answered without a connection. */
  ASSIGNMENTS_HELD(Group.PLACES, new Whole(1, 10), 2),
  /** How the next pair is chosen. */
  DRAWING(
      Group.PLACES,
      new Word(List.of("uniform", "weighted", "near-ties", "expected-uncertainty"), false),
      "uniform"),
  /** How well annotators must read a pair's languages to get it, 1 to 3; null for all alike. */
  READING_LEVEL(Group.PLACES, new Whole(1, 3, true), null),
  /**
   * Blind (answers can be changed until the study is closed, and only admins see boards until then)
   * or open (boards are seen meanwhile and count only final answers).
   */
  BLINDING(Group.BOARD, new Word(List.of("blind", "open"), true), "blind"),
  /** How long answers of an open study can be changed. */
  UNDO_SECONDS(Group.BOARD, new Whole(0, 3_600), 10),
  /** Who sees boards beside admins. */
  BOARD_VISIBILITY(Group.BOARD, new Word(List.of("private", "link", "public"), true), null),
  /** Whether a public board is listed on the start page. */
  ON_START_PAGE(Group.BOARD, new Tick(), true),
  /** How ties are understood. */
  BOARD_METHOD(
      Group.BOARD, new Word(List.of("bradley-terry", "davidson", "rao-kupper"), false), null),
  /** The votes under which a generator's rating is marked as preliminary. */
  PRELIMINARY_BELOW(Group.BOARD, new Whole(0, 1_000_000_000), null),
  /** Whether annotators are told how often they agree with the others. */
  SHOW_AGREEMENT(Group.BOARD, new Tick(), false),
  /** Whether annotators get a board of their own votes once the study is closed. */
  SHOW_OWN_BOARD(Group.BOARD, new Tick(), false);

  /** A part of the settings page. */
  public enum Group {
    /** What is asked, and which answers are offered. */
    QUESTION,
    /** Texts for annotators. */
    TEXTS,
    /** How work is given out. */
    PLACES,
    /** What is shown of the votes. */
    BOARD;

    /** The name in keys of messages. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The values that a setting can have. */
  public sealed interface Values {}

  /**
   * A text of so many characters.
   *
   * @param isLong whether it has lines
   */
  public record Text(int least, int most, boolean isLong) implements Values {}

  /**
   * A whole number.
   *
   * @param optional whether there may be none
   */
  public record Whole(int least, int most, boolean optional) implements Values {
    /** A number that there must be. */
    Whole(int least, int most) {
      this(least, most, false);
    }
  }

  /**
   * One of some words.
   *
   * @param explained whether each has a sentence of its own on the page
   */
  public record Word(List<String> words, boolean explained) implements Values {
    public Word {
      words = List.copyOf(words);
    }
  }

  /** Yes or no. */
  public record Tick() implements Values {}

  private final Group group;

  @SuppressWarnings("ImmutableEnumChecker") // Records of numbers and of lists that do not change.
  private final Values values;

  @SuppressWarnings("ImmutableEnumChecker") // A text, a number or yes or no.
  private final @Nullable Object absent;

  Setting(Group group, Values values, @Nullable Object absent) {
    this.group = group;
    this.values = values;
    this.absent = absent;
  }

  /** The name in the database, in forms and in exports. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The columns of all settings in order, each behind a prefix. */
  public static String columns(String prefix) {
    return Arrays.stream(values()).map(s -> prefix + s.column()).collect(Collectors.joining(", "));
  }

  /** The part of the settings page. */
  public Group group() {
    return group;
  }

  /** The values that it can have. */
  public Values allowed() {
    return values;
  }

  /** What holds where older exports say nothing of it; empty when all of them do. */
  public Optional<Object> whenAbsent() {
    return Optional.ofNullable(absent);
  }

  /** Whether a study may have no value of it. */
  public boolean isOptional() {
    return values instanceof Whole whole && whole.optional();
  }
}
