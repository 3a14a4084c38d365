package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Outcome;
import dev.agon.question.Block;
import dev.agon.question.Fault;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.PairOutcome;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of two responses is better, and how much: 2, 3, 5, 7 or 9 levels, an odd number of them
 * with a tie in the middle. The answer is {@code {"choice": "first|second|tie|both_bad",
 * "strength": 1..4, "reason": ID}}; strength where there are more than three levels, a reason where
 * ties have reasons.
 */
public final class ComparisonQuestion implements QuestionType {
  private static final String CHOICE = "choice";
  private static final String STRENGTH = "strength";
  private static final String REASON = "reason";

  @Override
  public String name() {
    return "comparison";
  }

  @Override
  public boolean needsTexts() {
    return false;
  }

  @Override
  public List<String> criteria(Block block) {
    return List.of(block.settings().path("criterion").asText());
  }

  private static int levels(Block block) {
    return block.settings().path("levels").asInt(3);
  }

  /** How many strengths each side has: 1 to 4. */
  private static int strengths(Block block) {
    return levels(block) / 2;
  }

  private static boolean hasTie(Block block) {
    return levels(block) % 2 == 1;
  }

  private static List<String> reasons(Block block) {
    return block.settings().path("tie_reasons").findValuesAsText("id");
  }

  @Override
  public void check(Block block, Problems problems) {
    if (!reasons(block).isEmpty() && !hasTie(block)) {
      problems.add("tie_reasons", "do not apply with " + levels(block) + " levels: no tie");
    }
  }

  private static List<String> choices(Block block) {
    List<String> choices = new ArrayList<>(List.of("first", "second"));
    if (hasTie(block)) {
      choices.add("tie");
    }
    if (block.settings().path("both_bad").asBoolean(false)) {
      choices.add("both_bad");
    }
    return choices;
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    if (shown.size() != 2) {
      problems.add(Fault.TWO_RESPONSES, shown.size());
    }
    String choice = raw.path(CHOICE).asText("");
    if (!choices(block).contains(choice)) {
      problems.in(CHOICE).add(Fault.ONE_OF, String.join(", ", choices(block)));
      return raw;
    }
    ObjectNode answer = Json.object().put(CHOICE, choice);
    if (choice.equals("first") || choice.equals("second")) {
      readStrength(block, raw.path(STRENGTH), answer, problems);
    } else if (choice.equals("tie")) {
      readReason(block, raw.path(REASON), answer, problems);
    }
    return answer;
  }

  private static void readStrength(
      Block block, JsonNode strength, ObjectNode answer, Problems problems) {
    int most = strengths(block);
    if (most == 1) {
      if (!strength.isMissingNode() && !strength.isNull()) {
        problems.in(STRENGTH).add(Fault.NOT_ASKED);
      }
    } else if (!strength.isIntegralNumber() || strength.asInt() < 1 || strength.asInt() > most) {
      problems.in(STRENGTH).add(Fault.WHOLE_NUMBER, 1, most);
    } else {
      answer.put(STRENGTH, strength.asInt());
    }
  }

  private static void readReason(
      Block block, JsonNode reason, ObjectNode answer, Problems problems) {
    List<String> reasons = reasons(block);
    if (reasons.isEmpty()) {
      return;
    }
    if (!reasons.contains(reason.asText(""))) {
      problems.in(REASON).add(Fault.ONE_OF, String.join(", ", reasons));
    } else {
      answer.put(REASON, reason.asText());
    }
  }

  @Override
  public List<PairOutcome> outcomes(Block block, Shown shown, JsonNode answer) {
    Outcome outcome =
        switch (answer.path(CHOICE).asText()) {
          case "first" -> Outcome.FIRST;
          case "second" -> Outcome.SECOND;
          case "tie" -> Outcome.TIE;
          default -> Outcome.BOTH_BAD;
        };
    Integer strength = answer.has(STRENGTH) ? (Integer) answer.path(STRENGTH).asInt() : null;
    return List.of(new PairOutcome(criteria(block).getFirst(), 1, 2, outcome, strength, 1));
  }

  /** A choice may carry its strength: {@code first-2}. */
  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    String sent = fields.text(CHOICE);
    if (sent.isEmpty()) {
      return null;
    }
    ObjectNode answer = Json.object();
    if (sent.matches("(first|second)-[1-9]")) {
      answer.put(CHOICE, sent.substring(0, sent.indexOf('-')));
      answer.put(STRENGTH, sent.charAt(sent.length() - 1) - '0');
    } else {
      answer.put(CHOICE, sent);
    }
    if (!fields.text(REASON).isEmpty()) {
      answer.put(REASON, fields.text(REASON));
    }
    return answer;
  }
}
