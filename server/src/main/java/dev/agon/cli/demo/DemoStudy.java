package dev.agon.cli.demo;

import dev.agon.simulation.CrowdParameters;
import dev.agon.simulation.SimulatedCrowd;
import dev.agon.simulation.TextUtilities;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sample study that {@code agon demo} serves.
 *
 * @param settings the study's settings, named as its columns, with its criteria
 * @param generators the generators, parents before their descendants
 * @param prompts the prompts with one response a generator
 * @param crowd what the simulated crowd is like unless told otherwise
 */
public record DemoStudy(
    JsonObject settings, List<Generator> generators, List<Prompt> prompts, Crowd crowd) {

  /** A generator with its lineage. */
  public record Generator(String name, String kind, @Nullable String parent, JsonObject metadata) {}

  /** A prompt and, by generator, its responses. */
  public record Prompt(
      String id, String text, String language, List<String> tags, Map<String, String> responses) {}

  /**
   * The defaults of the demo's crowd.
   *
   * @param utilities each generator's utility in natural-log strength
   */
  public record Crowd(
      long seed,
      int annotators,
      double votesPerMinute,
      CrowdParameters parameters,
      Map<String, Double> utilities) {}

  /** Reads the sample study from the class path. */
  public static DemoStudy read() {
    return new DemoStudy(
        new JsonObject(resource("study.json")),
        objects(new JsonArray(resource("generators.json"))).map(DemoStudy::generator).toList(),
        resource("responses.jsonl").lines().map(JsonObject::new).map(DemoStudy::prompt).toList(),
        crowd(new JsonObject(resource("crowd.json"))));
  }

  /** Draws this study's crowd: it knows each response by its text. */
  public SimulatedCrowd drawCrowd(int size, long seed) {
    Map<String, Double> known = new HashMap<>();
    for (Prompt prompt : prompts) {
      prompt
          .responses()
          .forEach(
              (generator, text) -> known.put(TextUtilities.fingerprint(text), utility(generator)));
    }
    return SimulatedCrowd.draw(crowd.parameters(), known, size, seed);
  }

  private double utility(String generator) {
    Double utility = crowd.utilities().get(generator);
    if (utility == null) {
      throw new IllegalStateException("the demo's crowd has no utility for " + generator);
    }
    return utility;
  }

  private static Generator generator(JsonObject json) {
    return new Generator(
        json.getString("name"),
        json.getString("kind"),
        json.getString("parent"),
        json.getJsonObject("metadata"));
  }

  private static Prompt prompt(JsonObject json) {
    Map<String, String> responses = new LinkedHashMap<>();
    JsonObject texts = json.getJsonObject("responses");
    texts.fieldNames().forEach(generator -> responses.put(generator, texts.getString(generator)));
    return new Prompt(
        json.getString("prompt_id"),
        json.getString("prompt"),
        json.getString("language"),
        json.getJsonArray("tags").stream().map(String.class::cast).toList(),
        responses);
  }

  private static Crowd crowd(JsonObject json) {
    JsonObject parameters = json.getJsonObject("parameters");
    JsonObject utilities = json.getJsonObject("utilities");
    Map<String, Double> byGenerator = new HashMap<>();
    utilities.fieldNames().forEach(name -> byGenerator.put(name, utilities.getDouble(name)));
    return new Crowd(
        json.getLong("seed"),
        json.getInteger("annotators"),
        json.getDouble("votes_per_minute"),
        new CrowdParameters(
            parameters.getDouble("response_noise"),
            parameters.getDouble("error_scale"),
            parameters.getDouble("error_spread"),
            parameters.getDouble("tie_threshold"),
            parameters.getDouble("position_bias"),
            parameters.getDouble("acceptance"),
            parameters.getDouble("careless_share")),
        Map.copyOf(byGenerator));
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  /** The prompts and responses as a file to import. */
  public static InputStream openResponses() {
    return open("responses.jsonl");
  }

  private static InputStream open(String name) {
    InputStream in = DemoStudy.class.getResourceAsStream("/demo/" + name);
    if (in == null) {
      throw new IllegalStateException("demo/" + name + " is not on the class path");
    }
    return in;
  }

  private static String resource(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read demo/" + name, e);
    }
  }
}
