package dev.agon.server.comparison;

import dev.agon.server.comparison.ReopenedStore.Last;
import dev.agon.server.http.input.HttpProblem;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a plain form that was refused, to be shown again.
 *
 * @param entered answers as they were sent, by question
 * @param note what was noted beside them
 * @param errors what is wrong
 */
record RefusedAnswer(
    UUID assignment, JsonObject entered, @Nullable String note, List<HttpProblem.Field> errors) {
  private static final Pattern OF_QUESTION = Pattern.compile("answers\\.([^.]+)\\.?(.*)");

  /**
   * What is wrong with one field.
   *
   * @param question the id of its question, empty for none
   */
  record Wrong(String question, String text) {}

  /** The same work with the place first and what was entered; empty when it is not held. */
  Optional<SeatWork> in(SeatWork work) {
    return work.assignments().stream()
        .filter(place -> place.token().equals(assignment))
        .findFirst()
        .map(place -> work.first(place.with(new Last(entered, note))));
  }

  /** Tells a page what is wrong, each question its own. */
  SeatView in(SeatView view) {
    List<Wrong> all = errors.stream().map(RefusedAnswer::wrong).toList();
    Map<String, String> own =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    Wrong::question, Collectors.mapping(Wrong::text, Collectors.joining(" · "))));
    List<SeatQuestion> questions =
        view.questions().stream()
            .map(question -> question.wrong(own.get(question.block().getString("id"))))
            .toList();
    return view.told(questions, SeatView.Notices.of(all));
  }

  private static Wrong wrong(HttpProblem.Field error) {
    Matcher of = OF_QUESTION.matcher(error.field());
    return of.matches()
        ? new Wrong(of.group(1), (of.group(2) + " " + error.message()).strip())
        : new Wrong("", error.field() + " " + error.message());
  }
}
