package dev.agon.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Counts the standing votes of an export by pairs of generators. */
final class ExportedPairs {
  private ExportedPairs() {}

  /** Wins, losses, ties and both bad of each pair, the first by name in front. */
  static Map<String, List<Integer>> of(byte[] export) throws IOException {
    Map<String, List<JsonObject>> files = files(export);
    Map<String, JsonArray> responses = new HashMap<>();
    for (JsonObject comparison : files.getOrDefault("comparisons.jsonl", List.of())) {
      responses.put(comparison.getString("comparison"), comparison.getJsonArray("responses"));
    }
    Map<String, List<Integer>> pairs = new TreeMap<>();
    for (JsonObject vote : files.getOrDefault("votes.jsonl", List.of())) {
      if (vote.getBoolean("standing")) {
        JsonArray compared = Objects.requireNonNull(responses.get(vote.getString("comparison")));
        count(
            pairs,
            compared.getJsonObject(0).getString("generator"),
            compared.getJsonObject(1).getString("generator"),
            vote.getJsonArray("judgements").getJsonObject(0).getString("outcome"));
      }
    }
    return pairs;
  }

  private static void count(
      Map<String, List<Integer>> pairs, String first, String second, String outcome) {
    boolean inOrder = first.compareTo(second) < 0;
    int said =
        switch (outcome) {
          case "first" -> inOrder ? 0 : 1;
          case "second" -> inOrder ? 1 : 0;
          case "tie" -> 2;
          default -> 3;
        };
    List<Integer> counts =
        pairs.computeIfAbsent(
            inOrder ? first + " " + second : second + " " + first,
            pair -> new ArrayList<>(List.of(0, 0, 0, 0)));
    counts.set(said, counts.get(said) + 1);
  }

  private static Map<String, List<JsonObject>> files(byte[] export) throws IOException {
    Map<String, List<JsonObject>> files = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(export))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().endsWith(".jsonl")) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          files.put(
              entry.getName().replaceAll(".*/", ""), text.lines().map(JsonObject::new).toList());
        }
      }
    }
    return files;
  }
}
