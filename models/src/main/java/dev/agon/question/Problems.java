package dev.agon.question;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with a form or an answer, each with the path of what is wrong. */
public final class Problems {
  /**
   * One thing that is wrong.
   *
   * @param path such as {@code answers.overall.choice}
   * @param message begins in lower case and says what it must be
   * @param fault what it is, for those who say it in another language; null for a form's problems
   * @param named what the fault names
   */
  public record Problem(String path, String message, @Nullable Fault fault, List<Object> named) {
    /** A problem that is told in English only. */
    public Problem(String path, String message) {
      this(path, message, null, List.of());
    }
  }

  private final String prefix;
  private final List<Problem> found;

  /** Nothing yet. */
  public Problems() {
    this("", new ArrayList<>());
  }

  private Problems(String prefix, List<Problem> found) {
    this.prefix = prefix;
    this.found = found;
  }

  /** The same list, with what is added to it lying below {@code part}. */
  public Problems in(String part) {
    if (part.isEmpty()) {
      return this;
    }
    return new Problems(prefix.isEmpty() ? part : prefix + "." + part, found);
  }

  /** Notes that the thing itself is wrong. */
  public void add(String message) {
    found.add(new Problem(prefix, message));
  }

  /** Notes what is wrong with an answer, or with a part of one. */
  public void add(Fault fault, Object... named) {
    List<Object> all = List.of(named);
    found.add(new Problem(prefix, fault.english(all), fault, all));
  }

  /** Notes that a part of it is wrong. */
  public void add(String part, String message) {
    in(part).add(message);
  }

  /** Whether nothing was found at all, here or elsewhere. */
  public boolean none() {
    return found.isEmpty();
  }

  /** How many were found, here and elsewhere. */
  public int count() {
    return found.size();
  }

  /** All that was found, in order. */
  public List<Problem> all() {
    return List.copyOf(found);
  }
}
