package dev.agon.table;

import java.util.List;

/** What is wrong with files, and where: {@code file:line:column: message}, one or several. */
public final class FileProblem extends Exception {
  private static final long serialVersionUID = 1;

  private final List<String> problems;

  /**
   * Problems in the order in which they were found.
   *
   * @param problems at least one
   */
  public FileProblem(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** A problem of a file as a whole. */
  public FileProblem(String file, String message) {
    this(List.of(file + ": " + message));
  }

  /** Each by itself. */
  public List<String> problems() {
    return problems;
  }
}
