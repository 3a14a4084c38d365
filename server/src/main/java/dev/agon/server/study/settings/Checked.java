package dev.agon.server.study.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.agon.question.Problems.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a text while it is written.
 *
 * @param conditions how many it makes; null for a form
 */
record Checked(List<Wrong> problems, @JsonInclude(Include.NON_NULL) @Nullable Integer conditions) {

  /** A problem and where it is. */
  record Wrong(String path, String message) {}

  static Checked of(List<Problem> problems, @Nullable Integer conditions) {
    return new Checked(
        problems.stream().map(p -> new Wrong(p.path(), p.message())).toList(), conditions);
  }
}
