package dev.agon.server.vote;

import dev.agon.preference.Outcome;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An annotator's answer on one place, as it was sent.
 *
 * @param assignment the place's fencing token
 * @param key the idempotency key; with the annotator it names this answer
 * @param bodyHash of everything that makes two answers with one key the same
 * @param replaces the revision that this one follows, 0 for the first
 * @param withdrawn takes the standing vote back and re-opens the place
 * @param answers by question, on the screen, as JSON; null where the choices say it all
 * @param shownMsAgo milliseconds since the browser showed the pair, when it says so
 * @param activeMs milliseconds that the pair was in view, when the browser says so
 */
record Ballot(
    long study,
    long annotator,
    UUID assignment,
    UUID key,
    Buffer bodyHash,
    int replaces,
    boolean withdrawn,
    List<Choice> choices,
    @Nullable String answers,
    Source source,
    @Nullable Integer shownMsAgo,
    @Nullable Integer activeMs,
    @Nullable String comment) {

  /** Where an answer came from. */
  enum Source {
    PAGE,
    FORM,
    API;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is chosen of two responses under one criterion.
   *
   * @param first a place on the screen, from 1
   * @param second another one
   * @param onScreen {@code first} is what was shown at {@code first}
   * @param strength 1 (slightly) and up, when the study asks for it
   * @param weight how much it counts, above 0
   */
  record Choice(
      int criterion,
      int first,
      int second,
      Outcome onScreen,
      @Nullable Integer strength,
      double weight) {
    /** A choice between the only two. */
    Choice(int criterion, Outcome onScreen, @Nullable Integer strength) {
      this(criterion, 1, 2, onScreen, strength, 1);
    }
  }
}
