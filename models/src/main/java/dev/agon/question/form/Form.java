package dev.agon.question.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Block;
import dev.agon.question.Fault;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.PairOutcome;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a study asks of every comparison: blocks in order. Its JSON is {@code {"blocks": [{"id",
 * "type", "title", "help", "required", ...}]}}.
 *
 * @param blocks at least one, with unique ids
 */
public record Form(List<Block> blocks) {
  private static final int MOST_BLOCKS = 40;

  /**
   * Reads a form.
   *
   * @throws FormException with everything that is wrong with it
   */
  public static Form parse(String json) throws FormException {
    JsonNode root;
    try {
      root = Json.parse(json);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw new FormException(
          List.of(new Problems.Problem("form", "is not JSON: " + e.getOriginalMessage() + where)));
    }
    return of(root);
  }

  /**
   * Reads a form.
   *
   * @throws FormException with everything that is wrong with it
   */
  public static Form of(JsonNode root) throws FormException {
    Problems problems = new Problems();
    JsonNode entries = root.path("blocks");
    List<Block> blocks = new ArrayList<>();
    if (!entries.isArray() || entries.isEmpty() || entries.size() > MOST_BLOCKS) {
      problems.add("blocks", "must be a list of 1 to " + MOST_BLOCKS + " questions");
    } else {
      Set<String> ids = new HashSet<>();
      for (int k = 0; k < entries.size(); k++) {
        block(entries.get(k), ids, problems.in("blocks[" + k + "]")).ifPresent(blocks::add);
      }
    }
    if (!problems.none()) {
      throw new FormException(problems.all());
    }
    return new Form(List.copyOf(blocks));
  }

  private static Optional<Block> block(JsonNode entry, Set<String> ids, Problems problems) {
    String name = entry.path("type").asText("");
    QuestionType type = QuestionTypes.named(name);
    if (type == null) {
      problems.add("type", "must be one of " + String.join(", ", QuestionTypes.names()));
      return Optional.empty();
    }
    Problems of = new Problems();
    QuestionTypes.checkSchema(type, entry, of);
    Block block = new Block(entry.path("id").asText(""), type, entry);
    if (of.none()) {
      type.check(block, of);
    }
    if (!ids.add(block.id())) {
      of.add("id", "must differ from that of every earlier question");
    }
    of.all().forEach(p -> problems.in(p.path().isEmpty() ? "" : p.path()).add(p.message()));
    return Optional.of(block);
  }

  /** The criteria that outcomes are under, each once, in order. */
  public List<String> criteria() {
    LinkedHashSet<String> criteria = new LinkedHashSet<>();
    blocks.forEach(block -> criteria.addAll(block.criteria()));
    return List.copyOf(criteria);
  }

  /** Whether reading answers takes the texts that were shown. */
  public boolean needsTexts() {
    return blocks.stream().anyMatch(block -> block.type().needsTexts());
  }

  /** The form as JSON. */
  public JsonNode json() {
    ObjectNode json = Json.object();
    ArrayNode entries = json.putArray("blocks");
    blocks.forEach(block -> entries.add(block.settings()));
    return json;
  }

  /**
   * Reads the answers to all blocks.
   *
   * @param raw an object of answers by block id, as it was sent
   */
  public Answers read(Shown shown, JsonNode raw) {
    Problems problems = new Problems().in("answers");
    if (!raw.isObject()) {
      problems.add(Fault.ANSWERS);
      return new Answers(Json.object(), List.of(), problems.all());
    }
    refuseUnknown(raw.properties().stream().map(e -> e.getKey()).toList(), problems);
    ObjectNode read = Json.object();
    List<PairOutcome> outcomes = new ArrayList<>();
    for (Block block : blocks) {
      JsonNode answer = raw.path(block.id());
      if (answer.isMissingNode() || answer.isNull()) {
        if (block.required()) {
          problems.in(block.id()).add(Fault.NEEDED);
        }
        continue;
      }
      int before = problems.count();
      JsonNode valid = block.type().read(block, shown, answer, problems.in(block.id()));
      if (problems.count() == before) {
        read.set(block.id(), valid);
        outcomes.addAll(block.type().outcomes(block, shown, valid));
      }
    }
    return new Answers(read, List.copyOf(outcomes), problems.all());
  }

  private void refuseUnknown(Collection<String> ids, Problems problems) {
    for (String id : ids) {
      if (blocks.stream().noneMatch(block -> block.id().equals(id))) {
        problems.in(id).add(Fault.UNKNOWN_QUESTION);
      }
    }
  }

  /** The answers that a plain form sent, as a script would have sent them. */
  public JsonNode ofFields(Shown shown, java.util.function.Function<Block, Fields> fields) {
    ObjectNode raw = Json.object();
    for (Block block : blocks) {
      JsonNode answer = block.type().ofFields(block, shown, fields.apply(block));
      if (answer != null) {
        raw.set(block.id(), answer);
      }
    }
    return raw;
  }

  /**
   * Answers to a form.
   *
   * @param json by block id, as they are stored
   * @param outcomes what they say about pairs, on the screen
   * @param problems what is wrong; empty when the rest is of use
   */
  public record Answers(
      ObjectNode json, List<PairOutcome> outcomes, List<Problems.Problem> problems) {}
}
