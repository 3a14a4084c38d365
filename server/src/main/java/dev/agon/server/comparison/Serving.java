package dev.agon.server.comparison;

import dev.agon.server.comparison.SeatWork.Place;
import dev.agon.server.comparison.SeatWork.Response;
import dev.agon.server.comparison.SeatWork.Text;
import dev.agon.server.comparison.draw.Assignment;
import dev.agon.server.comparison.draw.DrawStore;
import dev.agon.server.comparison.draw.DrawStore.Work;
import dev.agon.server.comparison.draw.PairAppearance;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.http.content.Markdown;
import io.vertx.core.Future;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an annotator has to do now, with the texts to show, and nothing that tells who wrote them.
 */
public final class Serving {
  private static final UUID NOBODY = new UUID(0, 0);

  private final DrawStore draws;
  private final ContentStore contents;
  private final ReopenedStore reopened;
  private final DraftStore drafts;

  /** What several stores know, put together. */
  public Serving(
      DrawStore draws, ContentStore contents, ReopenedStore reopened, DraftStore drafts) {
    this.draws = draws;
    this.contents = contents;
    this.reopened = reopened;
    this.drafts = drafts;
  }

  /** What an annotator has to do, as a document: {@code {"state", "assignments": [...]}}. */
  public Future<Record> next(long study, long annotator) {
    return next(new Seat(study, annotator)).map(work -> work);
  }

  /** The same with what was begun, for a page that starts. */
  Future<SeatWork> resumed(Seat seat) {
    return next(seat)
        .compose(
            work ->
                work.assignments().isEmpty()
                    ? Future.succeededFuture(work)
                    : drafts
                        .of(seat.annotator())
                        .map(begun -> work.each(place -> place.with(begun.get(place.token())))));
  }

  Future<SeatWork> next(Seat seat) {
    return draws
        .work(seat)
        .compose(
            work ->
                switch (work) {
                  case Work.Assigned a -> assigned(seat, a.assignments());
                  case Work.NoneRightNow w -> none("none_right_now");
                  case Work.Finished w -> none("finished");
                  case Work.NotEligible w ->
                      none("not_eligible")
                          .map(none -> w.readsNothing() ? none.because("languages") : none);
                  case Work.Paused w -> none("paused");
                });
  }

  private static Future<SeatWork> none(String state) {
    return Future.succeededFuture(SeatWork.none(state));
  }

  /** A place whose answer was taken back comes with that answer. */
  private Future<SeatWork> assigned(Seat seat, List<Assignment> held) {
    if (held.stream().noneMatch(a -> a.slot() == 0)) {
      return assigned(held);
    }
    return assigned(held)
        .compose(
            work ->
                reopened
                    .of(seat.annotator())
                    .map(last -> work.each(place -> place.with(last.get(place.token())))));
  }

  private Future<SeatWork> assigned(List<Assignment> held) {
    return contents
        .of(held.stream().map(Assignment::comparison).toList())
        .compose(
            texts ->
                explanations(held)
                    .map(
                        explained ->
                            SeatWork.assigned(
                                held.stream().map(a -> place(a, texts, explained)).toList())));
  }

  /** Below the responses, where a condition shows them. */
  private Future<Map<Long, List<Content.Text>>> explanations(List<Assignment> held) {
    Map<Long, String> fields = new HashMap<>();
    for (Assignment assignment : held) {
      PairAppearance appearance = assignment.appearance();
      if (appearance != null && appearance.explanation() != null) {
        fields.put(assignment.comparison(), appearance.explanation());
      }
    }
    return fields.isEmpty() ? Future.succeededFuture(Map.of()) : contents.explanations(fields);
  }

  /** A comparison as if it were assigned under a condition, held by nobody. */
  Future<SeatWork> sample(long comparison, List<Integer> presentation, @Nullable String condition) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    return assigned(
        List.of(
            new Assignment(
                NOBODY, 1, comparison, presentation, 0, now, now.plusDays(1), condition)));
  }

  private static Place place(
      Assignment assignment, Map<Long, Content> texts, Map<Long, List<Content.Text>> explanations) {
    Content content = texts.get(assignment.comparison());
    if (content == null) {
      throw new IllegalStateException("a comparison without content is given out");
    }
    PairAppearance appearance = assignment.appearance();
    boolean plain = appearance != null && appearance.plain();
    List<Content.Text> explained = explanations.get(assignment.comparison());
    List<Response> responses = new ArrayList<>();
    for (int position : assignment.presentation()) {
      Text text = Text.of(content.responses().get(position - 1), plain);
      Text explanation =
          explained == null || explained.get(position - 1).text().isBlank()
              ? null
              : Text.of(explained.get(position - 1), plain);
      responses.add(Response.of(text, explanation, responses.size()));
    }
    return Place.of(
        appearance == null ? null : appearance.shown(),
        assignment.token(),
        assignment.revision(),
        assignment.deadline(),
        Text.of(content.prompt(), plain),
        responses);
  }

  /** A comparison of texts that no study has, held by nobody. */
  static SeatWork example(String prompt, List<String> responses) {
    return SeatWork.assigned(
        List.of(place(text(prompt), responses.stream().map(Serving::text).toList())));
  }

  private static Content.Text text(String text) {
    return new Content.Text(text, Markdown.toSafeHtml(text), "und");
  }

  /** As many responses without texts, held by nobody. */
  static Place blank(int responses) {
    Content.Text empty = new Content.Text("", "", "und");
    return place(empty, Collections.nCopies(responses, empty));
  }

  private static Place place(Content.Text prompt, List<Content.Text> texts) {
    List<Response> responses = new ArrayList<>();
    for (Content.Text text : texts) {
      responses.add(Response.of(Text.of(text, false), null, responses.size()));
    }
    return Place.of(
        null,
        NOBODY,
        0,
        OffsetDateTime.now(ZoneOffset.UTC).plusDays(1),
        Text.of(prompt, false),
        responses);
  }
}
