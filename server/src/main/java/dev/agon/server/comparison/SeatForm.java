package dev.agon.server.comparison;

import dev.agon.question.Block;
import dev.agon.question.form.Form;
import dev.agon.server.comparison.ReopenedStore.Last;
import dev.agon.server.comparison.SeatStore.Desk;
import dev.agon.server.comparison.SeatWork.Place;
import dev.agon.server.core.Criterion;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the annotator's page asks of a comparison; its script gets it as it is.
 *
 * @param asks {@code one} comparison, which is decided in the bar; {@code several} criteria of a
 *     study without a form; or {@code questions} of any type
 * @param own whether the study has a form of its own
 * @param blocks the questions; none for several criteria
 */
record SeatForm(String asks, boolean own, List<JsonObject> blocks) {
  private static final String COMPARISON = "comparison";

  static SeatForm of(Desk desk) {
    Form form = desk.form();
    if (form != null) {
      return of(form);
    }
    if (desk.criteria().size() > 1) {
      return new SeatForm("several", false, List.of());
    }
    Criterion criterion = desk.criteria().getFirst();
    JsonObject block =
        new JsonObject()
            .put("id", Integer.toString(criterion.ordinal()))
            .put("type", COMPARISON)
            .put("criterion", criterion.name())
            .put("levels", desk.allowTie() ? 3 : 2)
            .put("both_bad", desk.allowBothBad());
    return new SeatForm("one", false, List.of(block));
  }

  private static SeatForm of(Form form) {
    List<Block> blocks = form.blocks();
    boolean one = blocks.size() == 1 && blocks.getFirst().type().name().equals(COMPARISON);
    return new SeatForm(
        one ? "one" : "questions",
        true,
        blocks.stream().map(block -> new JsonObject(block.settings().toString())).toList());
  }

  /** The types of its questions, each once. */
  List<String> types() {
    return asks.equals("questions")
        ? blocks.stream().map(block -> block.getString("type")).distinct().toList()
        : List.of();
  }

  /** What the bar asks, above the pair; empty for the study's own question. */
  String title() {
    return asks.equals("one") ? blocks.getFirst().getString("title", "") : "";
  }

  /** The settings of the one comparison; null where other things are asked. */
  @Nullable JsonObject block() {
    return asks.equals("one") ? blocks.getFirst() : null;
  }

  /** Each question as its template sees it. */
  List<SeatQuestion> questions(@Nullable Place shown, boolean preview) {
    List<SeatQuestion> questions = new ArrayList<>();
    for (JsonObject block : blocks) {
      JsonObject current = answer(shown, block);
      questions.add(
          new SeatQuestion(
              block,
              questions.size() + 1,
              blocks.size() > 1,
              preview,
              shown,
              current == null ? false : current,
              null));
    }
    return questions;
  }

  /** What was answered so far to the one comparison. */
  @Nullable JsonObject current(@Nullable Place shown) {
    JsonObject block = block();
    return block == null ? null : answer(shown, block);
  }

  private static @Nullable JsonObject answer(@Nullable Place shown, JsonObject block) {
    Last last = shown == null ? null : shown.last();
    return last == null ? null : last.answers().getJsonObject(block.getString("id"));
  }
}
