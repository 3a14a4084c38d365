package dev.agon.question.form;

import dev.agon.question.Problems;
import java.util.List;
import java.util.stream.Collectors;

/** A form that is none. */
public final class FormException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problems.Problem> problems;

  FormException(List<Problems.Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.path() + ": " + problem.message())
            .collect(Collectors.joining("; ")));
    this.problems = problems;
  }

  /** What is wrong with it, in the form's order. */
  public List<Problems.Problem> problems() {
    return problems;
  }
}
