package dev.agon.tests.figures;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.agon.preference.Names;
import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Method;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Clusters;
import dev.agon.ranking.interval.Sandwich;
import dev.agon.ranking.interval.Uncertainty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sandwich standard errors against the bootstrap's, which shares no code with them but the fit. */
class BootstrapFiguresTest {
  private static final int ROUNDS = 200;

  @ParameterizedTest
  @DisplayName("resampled votes, or annotators, spread ratings as the sandwich says")
  @EnumSource(Method.class)
  void bootstrap(Method method) throws IOException {
    Optional<Path> folder = SharedData.folder("llmfao");
    Assumptions.assumeTrue(folder.isPresent(), "llmfao is not there");
    VoteTable table = votes(folder.orElseThrow());
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, FitOptions.of(method), null);
    Clusters annotators = Clusters.byAnnotator(table, counts);

    double byVote = ratio(table, fit, row -> row, Sandwich.plain(counts, fit));
    double byAnnotator =
        ratio(table, fit, table::annotator, Sandwich.byAnnotator(counts, fit, annotators));

    System.out.printf(
        "bootstrap / sandwich, %s: by vote %.3f, by annotator %.3f%n",
        method.label(), byVote, byAnnotator);
    assertThat(byVote).isBetween(0.95, 1.1);
    assertThat(byAnnotator).isBetween(0.9, 1.15);
  }

  private static VoteTable votes(Path folder) throws IOException {
    VoteTable table = new VoteTable(9000);
    Names items = new Names();
    Names annotators = new Names();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve("crowd-comparisons.csv"))) {
      for (NamedCsvRecord row : csv) {
        Outcome outcome =
            switch (row.getField("winner")) {
              case "left" -> Outcome.FIRST;
              case "right" -> Outcome.SECOND;
              default -> Outcome.TIE;
            };
        int first = items.number(row.getField("left"));
        int second = items.number(row.getField("right"));
        int annotator = annotators.number(row.getField("worker"));
        table.add(first, second, outcome, 1, annotator, VoteTable.NONE);
      }
    }
    return table;
  }

  /** The mean over items of the bootstrap's standard error in that of the sandwich. */
  private static double ratio(
      VoteTable table, Fit fit, IntUnaryOperator cluster, Uncertainty sandwich) {
    List<List<Integer>> clusters = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      int at = cluster.applyAsInt(row);
      while (clusters.size() <= at) {
        clusters.add(new ArrayList<>());
      }
      clusters.get(at).add(row);
    }
    double[] squares = new double[fit.items()];
    Random random = new Random(5);
    for (int round = 0; round < ROUNDS; round++) {
      Fit again = Fit.of(resampled(table, clusters, random), fit.options(), fit);
      for (int item = 0; item < fit.items(); item++) {
        squares[item] += Math.pow(again.logStrength(item) - fit.logStrength(item), 2) / ROUNDS;
      }
    }
    double sum = 0;
    for (int item = 0; item < fit.items(); item++) {
      sum += Math.sqrt(squares[item] / sandwich.variance(item));
    }
    return sum / fit.items();
  }

  private static PairCounts resampled(
      VoteTable table, List<List<Integer>> clusters, Random random) {
    PairCounts counts = new PairCounts();
    for (int i = 0; i < clusters.size(); i++) {
      for (int row : clusters.get(random.nextInt(clusters.size()))) {
        Outcome outcome = Outcome.of(table.outcomeCode(row));
        counts.add(table.first(row), table.second(row), outcome, 1);
      }
    }
    return counts;
  }
}
