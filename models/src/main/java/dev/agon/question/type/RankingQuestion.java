package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Block;
import dev.agon.question.Fault;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.PairOutcome;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All responses from best to worst. The answer is {@code {"ranks": [1, 2, 2, 4]}}: a rank for each
 * place on the screen, 1 for the best; those that share a rank leave the next ones out (standard
 * competition ranking).
 */
public final class RankingQuestion implements QuestionType {
  private static final String RANKS = "ranks";

  @Override
  public String name() {
    return "ranking";
  }

  @Override
  public List<String> criteria(Block block) {
    return List.of(block.settings().path("criterion").asText());
  }

  @Override
  public boolean needsTexts() {
    return false;
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    Problems at = problems.in(RANKS);
    int k = shown.size();
    int before = problems.count();
    List<JsonNode> sent = Reading.list(raw.path(RANKS), k, at);
    int[] ranks = new int[sent.size()];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = Reading.whole(sent.get(i), 1, k, at.in("" + (i + 1)));
    }
    if (problems.count() == before) {
      check(ranks, block.settings().path("ties").asBoolean(true), at);
    }
    ObjectNode answer = Json.object();
    ArrayNode stored = answer.putArray(RANKS);
    for (int rank : ranks) {
      stored.add(rank);
    }
    return answer;
  }

  private static void check(int[] ranks, boolean ties, Problems problems) {
    for (int i = 0; i < ranks.length; i++) {
      int better = 0;
      int equal = 0;
      for (int other : ranks) {
        better += other < ranks[i] ? 1 : 0;
        equal += other == ranks[i] ? 1 : 0;
      }
      if (ranks[i] != better + 1) {
        problems.in("" + (i + 1)).add(Fault.RANK, better + 1);
      } else if (equal > 1 && !ties) {
        problems.in("" + (i + 1)).add(Fault.SHARED);
      }
    }
  }

  @Override
  public List<PairOutcome> outcomes(Block block, Shown shown, JsonNode answer) {
    JsonNode ranks = answer.path(RANKS);
    return Pairs.all(
        criteria(block).getFirst(),
        shown.size(),
        (a, b) -> Integer.compare(ranks.path(b - 1).asInt(), ranks.path(a - 1).asInt()));
  }

  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    ObjectNode answer = Json.object();
    ArrayNode ranks = answer.putArray(RANKS);
    boolean any = false;
    for (int k = 1; k <= shown.size(); k++) {
      String rank = fields.text("rank-" + k);
      any |= !rank.isBlank();
      ranks.add(rank.isBlank() ? NullNode.getInstance() : Reading.number(rank));
    }
    return any ? answer : null;
  }
}
