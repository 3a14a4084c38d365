package dev.agon.server.comparison;

import dev.agon.server.comparison.SeatStore.Desk;
import dev.agon.server.comparison.SeatStore.LastVote;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The annotation page, with something to do or without.
 *
 * @param question what the bar asks
 * @param key under which a plain form sends its answer
 * @param seat what the page's script starts with
 * @param reason why somebody is not eligible, or of the answer so far
 * @param shown the place that is shown; null where nothing is held
 * @param asks as in {@link SeatForm}, like {@code types}
 * @param multiple whether several criteria are asked for
 * @param block settings of the one comparison; null where other things are asked
 * @param levels of that comparison
 * @param current its answer so far
 * @param questions those of a form
 * @param preview whether an admin looks at it
 * @param framed whether it stands in a frame
 * @param notices what has happened
 */
record SeatView(
    Desk study,
    String question,
    String key,
    Data seat,
    String reason,
    SeatWork.@Nullable Place shown,
    String asks,
    List<String> types,
    boolean multiple,
    @Nullable JsonObject block,
    int levels,
    @Nullable JsonObject current,
    List<SeatQuestion> questions,
    boolean preview,
    boolean framed,
    Notices notices) {

  /** The same with other questions and notices. */
  SeatView told(List<SeatQuestion> other, Notices happened) {
    return new SeatView(
        study, question, key, seat, reason, shown, asks, types, multiple, block, levels, current,
        other, preview, framed, happened);
  }

  /** The same with other notices. */
  SeatView told(Notices happened) {
    return told(questions, happened);
  }

  /** The data block of the page, as {@code SeatData} in scripts. */
  record Data(
      String path,
      String worker,
      String pseudonym,
      @Nullable JsonObject keys,
      int leaseSeconds,
      @Nullable Integer undoSeconds,
      String now,
      long done,
      long goal,
      SeatForm form,
      SeatWork work) {}

  /**
   * What the page says has happened.
   *
   * @param saved whether a vote was kept
   * @param withdrawn whether it was taken back
   * @param last that vote
   * @param undoKey under which it can be taken back
   * @param lost whether a place went to somebody else
   * @param over whether an answer was final
   * @param reopened whether another answer has to come first
   * @param refused what was wrong with the answer
   */
  record Notices(
      boolean saved,
      boolean withdrawn,
      @Nullable LastVote last,
      String undoKey,
      boolean lost,
      boolean over,
      boolean reported,
      boolean reopened,
      List<RefusedAnswer.Wrong> refused) {
    static final Notices NONE =
        new Notices(false, false, null, "", false, false, false, false, List.of());

    static Notices of(List<RefusedAnswer.Wrong> refused) {
      return new Notices(false, false, null, "", false, false, false, false, refused);
    }
  }
}
