package dev.agon.tests.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.agon.preference.Names;
import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Method;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.score.ScoreMethod;
import dev.agon.ranking.sequential.Elo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every algorithm and data set of Evalica's golden files. */
class EvalicaFiguresTest {
  private final Names items = new Names();
  private VoteTable votes = new VoteTable(0);
  private PairCounts counts = new PairCounts();
  private Path golden = Path.of("");

  @ParameterizedTest(name = "{0}")
  @DisplayName("counting, win rates, Bradley-Terry, Newman, eigenvector, PageRank and Elo")
  @CsvSource({
    "golden/food.csv, food",
    "golden/simple.csv, simple",
    "crowd-comparisons.csv, llmfao"
  })
  void golden(String file, String name) throws IOException {
    Optional<Path> folder = SharedData.folder("llmfao");
    Assumptions.assumeTrue(folder.isPresent(), "llmfao is not there");
    read(folder.orElseThrow().resolve(file));
    golden = folder.orElseThrow().resolve("golden/" + name + "-golden.csv");

    same("counting", scores(ScoreMethod.COUNTING, counts), false, 1e-12);
    same("average_win_rate", scores(ScoreMethod.AVERAGE_WIN_RATE, counts), false, 1e-12);
    same("pagerank", scores(ScoreMethod.PAGE_RANK, counts), false, 1e-12);
    // these figures are the eigenvector of defeats, in which losers come first
    same("eigen", scores(ScoreMethod.EIGENVECTOR, reversed()), false, 1e-9);
    same("elo", elo(), false, 1e-9);
    same("bradley_terry", strengths(Method.BRADLEY_TERRY), true, 1e-9);
    same("newman", strengths(Method.DAVIDSON), true, 1e-6);
  }

  private static double[] scores(ScoreMethod method, PairCounts counts) {
    return method.scores(counts, BothBad.TIE);
  }

  private double[] strengths(Method method) {
    Fit fit = Fit.of(counts, FitOptions.of(method), null);
    assertThat(fit.prior()).isNull();
    double[] strengths = new double[items.size()];
    for (int item = 0; item < strengths.length; item++) {
      strengths[item] = fit.logStrength(item);
    }
    return strengths;
  }

  private double[] elo() {
    Elo elo = new Elo(Elo.ARENA_STEP);
    for (int row = 0; row < votes.rows(); row++) {
      elo.add(votes.first(row), votes.second(row), Outcome.of(votes.outcomeCode(row)));
    }
    double[] ratings = new double[items.size()];
    for (int item = 0; item < ratings.length; item++) {
      ratings[item] = elo.rating(item);
    }
    return ratings;
  }

  private PairCounts reversed() {
    PairCounts reversed = new PairCounts();
    for (int row = 0; row < votes.rows(); row++) {
      Outcome outcome = Outcome.of(votes.outcomeCode(row));
      reversed.add(votes.first(row), votes.second(row), outcome.swapped(), 1);
    }
    return reversed;
  }

  private void read(Path file) throws IOException {
    votes = new VoteTable(9000);
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : csv) {
        Outcome outcome =
            switch (row.getField("winner")) {
              case "left" -> Outcome.FIRST;
              case "right" -> Outcome.SECOND;
              default -> Outcome.TIE;
            };
        int left = items.number(row.getField("left"));
        int right = items.number(row.getField("right"));
        votes.add(left, right, outcome, 1, VoteTable.NONE, VoteTable.NONE);
      }
    }
    counts = PairCounts.of(votes);
  }

  /** Compares scores with the golden ones; logarithms are centred first, their gauge being free. */
  private void same(String algorithm, double[] scores, boolean logarithms, double tolerance)
      throws IOException {
    Map<String, Double> published = new HashMap<>();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(golden)) {
      for (NamedCsvRecord row : csv) {
        if (row.getField("algorithm").equals(algorithm)) {
          double score = Double.parseDouble(row.getField("score"));
          published.put(row.getField("item"), logarithms ? Math.log(score) : score);
        }
      }
    }
    assertThat(published).hasSize(items.size());
    if (logarithms) {
      double mean =
          published.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      published.replaceAll((_, score) -> score - mean);
    }
    for (int item = 0; item < scores.length; item++) {
      assertThat(scores[item])
          .as("%s of %s", algorithm, items.name(item))
          .isCloseTo(published.get(items.name(item)), within(tolerance));
    }
  }
}
