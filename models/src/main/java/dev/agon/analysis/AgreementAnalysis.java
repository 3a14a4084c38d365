package dev.agon.analysis;

import dev.agon.agreement.Agreement;
import dev.agon.agreement.Codings;
import dev.agon.agreement.Figure;
import dev.agon.agreement.Level;
import dev.agon.agreement.NoSpread;
import dev.agon.preference.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far annotators agree on comparisons. What they say of one is the item they prefer, a tie, or
 * that both are bad; sources and formulas are those of {@link Agreement}.
 */
final class AgreementAnalysis implements Analysis {
  private static final String ROUNDS = "bootstrap";
  private static final String SEED = "seed";
  private static final String PAIRS = "pairs";

  @Override
  public String name() {
    return "agreement";
  }

  @Override
  public String meaning() {
    return "how far annotators agree on the same comparisons";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter.Whole(
            ROUNDS, "resamples of comparisons for the intervals", 100, 10_000, 1_000),
        new Parameter.Whole(PAIRS, "pairs of annotators to report Cohen's kappa for", 0, 1_000, 20),
        new Parameter.Whole(SEED, "of the resamples", 0, Integer.MAX_VALUE, 1));
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.ANNOTATORS, Need.COMPARISONS);
  }

  @Override
  public AnalysisReport run(Votes votes, Chosen chosen) {
    Agreement agreement =
        Agreement.of(
            codings(votes), chosen.number(ROUNDS), chosen.number(SEED), chosen.number(PAIRS));
    List<AnalysisReport.Section> sections = new ArrayList<>();
    sections.add(
        new AnalysisReport.Sentence(
            "%d judgements by %d annotators of %d comparisons"
                .formatted(agreement.values(), agreement.annotators(), agreement.units())));
    sections.add(figure("percent agreement", agreement.percent()));
    sections.add(figure("Fleiss's kappa", agreement.fleiss()));
    sections.add(figure("Krippendorff's alpha", agreement.alpha()));
    sections.add(figure("Gwet's AC1", agreement.ac1()));
    if (!agreement.pairs().isEmpty()) {
      sections.add(pairs(agreement.pairs()));
    }
    return new AnalysisReport(sections);
  }

  private static Codings codings(Votes votes) {
    Codings.Builder codings = new Codings.Builder(Level.NOMINAL);
    for (int row = 0; row < votes.table().rows(); row++) {
      if (votes.table().annotator(row) != -1) {
        codings.add(
            Integer.toString(votes.table().comparison(row)),
            votes.annotators().name(votes.table().annotator(row)),
            said(votes, row));
      }
    }
    return codings.build();
  }

  private static String said(Votes votes, int row) {
    return switch (Outcome.of(votes.table().outcomeCode(row))) {
      case FIRST -> "item " + votes.table().first(row);
      case SECOND -> "item " + votes.table().second(row);
      case TIE -> "tie";
      case BOTH_BAD -> "both bad";
    };
  }

  private static AnalysisReport.Figure figure(String name, Figure figure) {
    return new AnalysisReport.Figure(
        name, figure.value(), figure.low(), figure.high(), note(figure));
  }

  private static @Nullable String note(Figure figure) {
    NoSpread without = figure.noSpread();
    return figure.defined() ? without == null ? null : without.sentence() : figure.reason();
  }

  private static AnalysisReport.Table pairs(List<Agreement.Pair> pairs) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Agreement.Pair pair : pairs) {
      Figure kappa = pair.kappa();
      rows.add(
          Arrays.asList(
              pair.first(),
              pair.second(),
              (long) pair.units(),
              kappa.value(),
              kappa.low(),
              kappa.high(),
              note(kappa)));
    }
    return new AnalysisReport.Table(
        "Cohen's kappa",
        List.of("first", "second", "comparisons", "kappa", "low", "high", "note"),
        rows,
        null);
  }
}
