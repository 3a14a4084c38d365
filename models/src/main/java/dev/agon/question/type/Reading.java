package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.question.Block;
import dev.agon.question.Fault;
import dev.agon.question.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the parts of answers; what is wrong with one is noted, and null or nothing answered. */
final class Reading {
  private Reading() {}

  /** A whole number from {@code least} to {@code most}; {@code least} when it is none. */
  static int whole(JsonNode value, int least, int most, Problems problems) {
    if (value.isIntegralNumber()
        && value.canConvertToInt()
        && value.intValue() >= least
        && value.intValue() <= most) {
      return value.intValue();
    }
    problems.add(Fault.WHOLE_NUMBER, least, most);
    return least;
  }

  /** The entries of a list that must have {@code size} of them; none when it has not. */
  static List<JsonNode> list(JsonNode value, int size, Problems problems) {
    return list(value, size, size, problems);
  }

  /** The entries of a list of {@code least} to {@code most}; none when it is no such list. */
  static List<JsonNode> list(JsonNode value, int least, int most, Problems problems) {
    if (!value.isArray() || value.size() < least || value.size() > most) {
      if (least == most) {
        problems.add(Fault.LIST, least);
      } else {
        problems.add(Fault.LIST_BETWEEN, least, most);
      }
      return List.of();
    }
    List<JsonNode> entries = new ArrayList<>();
    value.forEach(entries::add);
    return entries;
  }

  /** A text of {@code least} to {@code most} characters; empty when it is none. */
  static String text(JsonNode value, int least, int most, Problems problems) {
    if (!value.isTextual()) {
      problems.add(Fault.TEXT);
      return "";
    }
    int length = value.asText().codePointCount(0, value.asText().length());
    if (length < least || length > most) {
      problems.add(Fault.LENGTH, least, most);
      return "";
    }
    return value.asText();
  }

  /** One of some words; the first of them when it is none. */
  static String word(JsonNode value, List<String> words, Problems problems) {
    if (value.isTextual() && words.contains(value.asText())) {
      return value.asText();
    }
    problems.add(Fault.ONE_OF, String.join(", ", words));
    return words.isEmpty() ? "" : words.getFirst();
  }

  /** Different ones of some words, in the order of the words. */
  static List<String> words(JsonNode value, List<String> words, int most, Problems problems) {
    List<String> sent = new ArrayList<>();
    for (JsonNode entry : list(value, 0, words.size(), problems)) {
      sent.add(word(entry, words, problems));
    }
    if (sent.stream().distinct().count() < sent.size()) {
      problems.add(Fault.NAMED_TWICE);
    }
    if (sent.size() > most) {
      problems.add(Fault.NAMED_TOO_MANY, most);
    }
    return words.stream().filter(sent::contains).toList();
  }

  /** The ids and labels of a setting that is a list of {@code {"id", "label"}}, in order. */
  static Map<String, String> options(Block block, String setting) {
    Map<String, String> options = new LinkedHashMap<>();
    block.settings().path(setting).forEach(o -> options.put(o.path("id").asText(), label(o)));
    return Collections.unmodifiableMap(options);
  }

  /** The ids of such a setting. */
  static List<String> ids(Block block, String setting) {
    return List.copyOf(options(block, setting).keySet());
  }

  private static String label(JsonNode option) {
    return option.path("label").asText();
  }

  /** Notes ids that a setting names twice. */
  static void checkIds(Block block, String setting, Problems problems) {
    List<String> ids = new ArrayList<>();
    block.settings().path(setting).forEach(option -> ids.add(option.path("id").asText()));
    if (ids.stream().distinct().count() < ids.size()) {
      problems.add(setting, "must not use an id twice");
    }
  }

  /** A plain form's field as JSON: a number where it is one, else the text. */
  static JsonNode number(String field) {
    return field.strip().matches("-?[0-9]{1,9}")
        ? com.fasterxml.jackson.databind.node.IntNode.valueOf(Integer.parseInt(field.strip()))
        : com.fasterxml.jackson.databind.node.TextNode.valueOf(field);
  }
}
