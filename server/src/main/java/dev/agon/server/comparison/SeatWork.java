package dev.agon.server.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agon.server.comparison.AssignmentStore.Progress;
import dev.agon.server.comparison.ReopenedStore.Last;
import dev.agon.server.comparison.draw.PairAppearance;
import dev.agon.server.http.content.Contents;
import dev.agon.server.http.i18n.TextDirection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an annotator has to do now, as {@code Work} in scripts.
 *
 * @param state {@code assigned}, {@code none_right_now}, {@code finished}, {@code not_eligible} or
 *     {@code paused}
 * @param assignments places that are held, the first one shown
 * @param reason why somebody is not eligible, where they can do something about it
 * @param progress only where a program asks for work
 */
record SeatWork(
    String state,
    List<Place> assignments,
    @JsonInclude(Include.NON_NULL) @Nullable String reason,
    @JsonInclude(Include.NON_NULL) @Nullable Progress progress) {

  /**
   * A place that is held.
   *
   * @param look what a condition changes about the page
   * @param token the fencing token
   * @param revision the revision that a vote on it replaces, 0 for none
   * @param last what was answered before it was taken back, or entered and refused
   * @param draft what was begun
   */
  record Place(
      @JsonInclude(Include.NON_NULL) PairAppearance.@Nullable Shown look,
      UUID token,
      int revision,
      OffsetDateTime deadline,
      Text prompt,
      int count,
      List<Response> responses,
      @JsonUnwrapped @Nullable Last last,
      @JsonInclude(Include.NON_NULL) @Nullable Draft draft) {

    /** A place with nothing answered. */
    static Place of(
        PairAppearance.@Nullable Shown look,
        UUID token,
        int revision,
        OffsetDateTime deadline,
        Text prompt,
        List<Response> responses) {
      return new Place(
          look, token, revision, deadline, prompt, responses.size(), responses, null, null);
    }

    Place with(@Nullable Last answered) {
      return new Place(look, token, revision, deadline, prompt, count, responses, answered, draft);
    }

    Place with(@Nullable Draft begun) {
      return new Place(look, token, revision, deadline, prompt, count, responses, last, begun);
    }
  }

  /** A text as it is shown and as it was imported. */
  record Text(String text, String html, String language, String dir) {
    /**
     * @param plain whether it is shown without Markdown
     */
    static Text of(Content.Text content, boolean plain) {
      return new Text(
          content.text(),
          plain ? Contents.plain(content.text()) : content.html(),
          content.language(),
          TextDirection.of(content.language()));
    }
  }

  /**
   * A response as the page calls it.
   *
   * @param explanation shown below it
   * @param position its place on the screen, from 1
   * @param letter A for the first place
   * @param side a for the first place
   */
  record Response(
      String text,
      String html,
      String language,
      String dir,
      @JsonInclude(Include.NON_NULL) @Nullable Text explanation,
      int position,
      String letter,
      String side) {
    /**
     * @param place on the screen, counted from 0
     */
    static Response of(Text shown, @Nullable Text explanation, int place) {
      return new Response(
          shown.text(),
          shown.html(),
          shown.language(),
          shown.dir(),
          explanation,
          place + 1,
          Character.toString('A' + place),
          Character.toString('a' + place));
    }
  }

  /** Nothing is held. */
  static SeatWork none(String state) {
    return new SeatWork(state, List.of(), null, null);
  }

  static SeatWork assigned(List<Place> held) {
    return new SeatWork("assigned", held, null, null);
  }

  SeatWork because(String why) {
    return new SeatWork(state, assignments, why, progress);
  }

  SeatWork with(Progress made) {
    return new SeatWork(state, assignments, reason, made);
  }

  SeatWork each(UnaryOperator<Place> change) {
    return new SeatWork(state, assignments.stream().map(change).toList(), reason, progress);
  }

  /** The place that is shown; null where nothing is held. */
  @Nullable Place shown() {
    return assignments.isEmpty() ? null : assignments.getFirst();
  }

  /** The same with a place first, which has changed. */
  SeatWork first(Place place) {
    List<Place> held = new ArrayList<>(assignments);
    held.removeIf(other -> other.token().equals(place.token()));
    held.addFirst(place);
    return new SeatWork(state, List.copyOf(held), reason, progress);
  }
}
