package dev.agon.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.cli.demo.DemoStudy.Generator;
import dev.agon.cli.demo.DemoStudy.Prompt;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.Method;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.simulation.Decision;
import dev.agon.simulation.SimulatedAnnotator;
import dev.agon.simulation.SimulatedCrowd;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoStudyTest {
  private final DemoStudy study = DemoStudy.read();

  @Test
  void every_prompt_has_a_response_of_every_generator() {
    Set<String> names = names();
    assertThat(names).hasSize(6);
    assertThat(study.prompts()).hasSizeGreaterThanOrEqualTo(18);
    assertThat(study.prompts())
        .allSatisfy(prompt -> assertThat(prompt.responses().keySet()).isEqualTo(names));
    assertThat(study.prompts()).extracting(Prompt::id).doesNotHaveDuplicates();
  }

  @Test
  void no_two_responses_are_equal_and_all_have_1_to_200_words() {
    List<String> texts = responses().toList();
    assertThat(texts).doesNotHaveDuplicates();
    assertThat(texts)
        .allSatisfy(text -> assertThat(text.split("\\s+")).hasSizeBetween(1, 200))
        .noneMatch(String::isBlank);
  }

  @Test
  void nothing_that_an_annotator_reads_names_a_generator() {
    Pattern name =
        Pattern.compile(
            names().stream()
                .flatMap(each -> Stream.of(each.split(" ")))
                .filter(word -> word.length() > 1)
                .distinct()
                .collect(Collectors.joining("|", "(?i)\\b(", ")\\b")));
    Stream<String> read =
        Stream.of(
                Stream.of("name", "question", "guidelines", "consent")
                    .map(study.settings()::getString),
                study.prompts().stream().map(Prompt::text),
                responses())
            .flatMap(texts -> texts);
    assertThat(read).allSatisfy(text -> assertThat(text).doesNotContainPattern(name));
  }

  @Test
  void the_lineage_names_generators_of_the_study_parents_first() {
    Set<String> met = new HashSet<>();
    for (Generator generator : study.generators()) {
      if (generator.parent() != null) {
        assertThat(met).contains(generator.parent());
      }
      met.add(generator.name());
    }
    assertThat(study.generators()).extracting(Generator::kind).contains("model", "checkpoint");
  }

  @Test
  void some_prompts_are_in_other_languages_and_one_of_them_runs_right_to_left() {
    assertThat(study.prompts().stream().map(Prompt::language)).contains("en", "de", "ar");
  }

  @Test
  void the_crowd_prefers_the_texts_of_better_generators_on_average() {
    SimulatedCrowd crowd = study.drawCrowd(study.crowd().annotators(), study.crowd().seed());
    List<String> byUtility = new ArrayList<>(study.crowd().utilities().keySet());
    byUtility.sort((a, b) -> Double.compare(mean(crowd, b), mean(crowd, a)));
    assertThat(byUtility)
        .containsExactly(
            "Atlas 2", "Brevity", "Bulletin", "Driftwood Tuned", "Certus 1", "Driftwood");
  }

  @Test
  void the_crowds_votes_rank_the_generators_by_their_utilities() {
    SimulatedCrowd crowd = study.drawCrowd(study.crowd().annotators(), study.crowd().seed());
    List<String> names = study.generators().stream().map(Generator::name).toList();
    PairCounts counts = new PairCounts();
    Random draws = new Random(4);
    for (int vote = 0; vote < 3000; vote++) {
      Prompt prompt = study.prompts().get(draws.nextInt(study.prompts().size()));
      int first = draws.nextInt(names.size());
      int second = (first + 1 + draws.nextInt(names.size() - 1)) % names.size();
      SimulatedAnnotator annotator = crowd.annotators().get(vote % crowd.annotators().size());
      Decision decision =
          annotator.decide(text(prompt, names.get(first)), text(prompt, names.get(second)));
      counts.add(first, second, decision.outcome(), 1);
    }
    Fit fit = Fit.of(counts, FitOptions.of(Method.DAVIDSON), null);
    List<String> board = new ArrayList<>(names);
    board.sort(Comparator.comparingDouble(name -> -fit.logStrength(names.indexOf(name))));
    assertThat(board)
        .containsExactly(
            "Atlas 2", "Brevity", "Bulletin", "Driftwood Tuned", "Certus 1", "Driftwood");
  }

  private static String text(Prompt prompt, String generator) {
    return prompt.responses().getOrDefault(generator, "");
  }

  private double mean(SimulatedCrowd crowd, String generator) {
    return study.prompts().stream()
        .mapToDouble(prompt -> crowd.utilities().of(text(prompt, generator)))
        .average()
        .orElseThrow();
  }

  @Test
  void the_settings_have_what_a_study_needs() {
    assertThat(study.settings().getString("slug")).isEqualTo("demo");
    assertThat(study.settings().getJsonArray("criteria")).isNotEmpty();
    assertThat(study.settings().getString("consent").toLowerCase(Locale.ROOT))
        .contains("demo", "your own machine");
    assertThat(study.crowd().annotators())
        .as("enough annotators for the overlap")
        .isGreaterThan(study.settings().getInteger("overlap"));
  }

  private Set<String> names() {
    return study.generators().stream().map(Generator::name).collect(Collectors.toSet());
  }

  private Stream<String> responses() {
    return study.prompts().stream().flatMap(prompt -> prompt.responses().values().stream());
  }
}
