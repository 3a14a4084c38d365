package dev.agon.question.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.agon.question.Json;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.type.BestOfQuestion;
import dev.agon.question.type.ChipsQuestion;
import dev.agon.question.type.ComparisonQuestion;
import dev.agon.question.type.ConfidenceQuestion;
import dev.agon.question.type.CorrectionQuestion;
import dev.agon.question.type.HarmQuestion;
import dev.agon.question.type.ImprovementQuestion;
import dev.agon.question.type.LikertQuestion;
import dev.agon.question.type.NoteFirstQuestion;
import dev.agon.question.type.PrincipleQuestion;
import dev.agon.question.type.RankingQuestion;
import dev.agon.question.type.RubricQuestion;
import dev.agon.question.type.SentencesQuestion;
import dev.agon.question.type.SliderQuestion;
import dev.agon.question.type.SpansQuestion;
import dev.agon.question.type.TagsQuestion;
import dev.agon.question.type.TextQuestion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every type of question there is. */
public final class QuestionTypes {
  private static final Map<String, Known> ALL =
      known(
          List.of(
              new ComparisonQuestion(),
              new RankingQuestion(),
              new BestOfQuestion(),
              new SliderQuestion(),
              new LikertQuestion(),
              new RubricQuestion(),
              new TagsQuestion(),
              new SpansQuestion(),
              new CorrectionQuestion(),
              new SentencesQuestion(),
              new PrincipleQuestion(),
              new HarmQuestion(),
              new ImprovementQuestion(),
              new TextQuestion(),
              new ChipsQuestion(),
              new ConfidenceQuestion(),
              new NoteFirstQuestion()));

  private QuestionTypes() {}

  private record Known(QuestionType type, JsonSchema schema) {}

  private static Map<String, Known> known(List<QuestionType> types) {
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    Map<String, Known> known = new LinkedHashMap<>();
    for (QuestionType type : types) {
      known.put(type.name(), new Known(type, factory.getSchema(schemaOf(type))));
    }
    return Collections.unmodifiableMap(known);
  }

  /** What every block may say and what those of the type may, and nothing else. */
  private static JsonNode schemaOf(QuestionType type) {
    ObjectNode schema = (ObjectNode) Json.resource("block.schema.json");
    JsonNode own = Json.resource(type.name() + ".schema.json");
    ((ArrayNode) schema.path("required")).addAll((ArrayNode) own.withArray("required"));
    ((ObjectNode) schema.path("properties")).setAll((ObjectNode) own.path("properties"));
    return schema.put("additionalProperties", false);
  }

  /** The names, in the order in which an editor offers them. */
  public static Set<String> names() {
    return ALL.keySet();
  }

  static @Nullable QuestionType named(String name) {
    Known known = ALL.get(name);
    return known == null ? null : known.type();
  }

  /** Notes where a block differs from the schema of its type. */
  static void checkSchema(QuestionType type, JsonNode block, Problems problems) {
    Known known = ALL.get(type.name());
    if (known == null) {
      throw new IllegalArgumentException(type.name());
    }
    known
        .schema()
        .validate(block)
        .forEach(
            message -> {
              String at = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
              String text = message.getMessage().replaceFirst("^\\$[^:]*: ?", "");
              if (at.isEmpty()) {
                problems.add(text);
              } else {
                problems.add(at, text);
              }
            });
  }
}
