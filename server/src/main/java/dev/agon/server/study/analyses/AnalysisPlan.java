package dev.agon.server.study.analyses;

import dev.agon.analysis.Analyses;
import dev.agon.analysis.Analysis;
import dev.agon.analysis.Chosen;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be analysed: the parameters of a job.
 *
 * @param criterion by name; null where the study asks only one
 */
record AnalysisPlan(Analysis analysis, Chosen chosen, @Nullable String criterion) {
  static final String KIND = "analysis";

  private static final String NAME = "analysis";
  private static final String CHOSEN = "chosen";
  private static final String CRITERION = "criterion";

  /**
   * Reads the parameters of a job.
   *
   * @throws IllegalArgumentException in a sentence, when this version has no such analysis
   */
  static AnalysisPlan fromJson(JsonObject json) {
    String name = json.getString(NAME);
    Analysis analysis =
        Analyses.find(name)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no analysis '" + name + "' any more"));
    Map<String, String> said = new LinkedHashMap<>();
    json.getJsonObject(CHOSEN)
        .forEach(entry -> said.put(entry.getKey(), entry.getValue().toString()));
    return new AnalysisPlan(analysis, Chosen.of(analysis, said), json.getString(CRITERION));
  }

  JsonObject toJson() {
    JsonObject values = new JsonObject();
    chosen.all().forEach(values::put);
    return new JsonObject()
        .put(NAME, analysis.name())
        .put(CHOSEN, values)
        .put(CRITERION, criterion);
  }
}
