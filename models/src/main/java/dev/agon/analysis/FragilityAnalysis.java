package dev.agon.analysis;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.Method;
import dev.agon.ranking.board.Fragility;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Uncertainty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How few votes carry the first place; see {@link Fragility}. Of fewer than {@link Uncertainty#FEW}
 * votes or annotators nothing is said: any one of them carries it.
 */
final class FragilityAnalysis implements Analysis {
  private static final String METHOD = "method";

  @Override
  public String name() {
    return "fragility";
  }

  @Override
  public String meaning() {
    return "how few votes decide the first place";
  }

  @Override
  public List<Parameter> parameters() {
    List<String> methods = Arrays.stream(Method.values()).map(Method::label).toList();
    return List.of(
        new Parameter.Choice(
            METHOD, "how ties are understood", methods, Method.BRADLEY_TERRY.label()));
  }

  @Override
  public AnalysisReport run(Votes votes, Chosen chosen) {
    refuseFew(votes.table().rows(), "votes");
    if (votes.annotators().size() > 0) {
      refuseFew(votes.annotators().size(), "annotators");
    }
    PairCounts counts = PairCounts.of(votes.table());
    Fragility found =
        Fragility.of(counts, Fit.of(counts, FitOptions.of(Method.of(chosen.text(METHOD))), null));
    String first = votes.items().name(found.first());
    String second = votes.items().name(found.second());
    if (found.votes() == 0) {
      return AnalysisReport.of(
          new AnalysisReport.Sentence(
              "no removal of votes was found that puts %s before %s".formatted(second, first)));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Fragility.Removed removed : found.removed()) {
      rows.add(
          Arrays.asList(
              votes.items().name(removed.winner()),
              votes.items().name(removed.loser()),
              removed.outcome().name().toLowerCase(Locale.ROOT),
              removed.votes()));
    }
    return AnalysisReport.of(
        new AnalysisReport.Sentence(
            String.format(
                Locale.ROOT,
                "without %d of the votes (%.2f %%) %s would be level with %s or before it",
                found.votes(),
                100 * found.share(),
                second,
                first)),
        new AnalysisReport.Sentence(
            "refitted without them, so that so many suffice; fewer may do in an order that was not"
                + " tried, and the first place may be uncertain by chance all the same"),
        new AnalysisReport.Table(
            "votes to be removed", List.of("winner", "loser", "outcome", "votes"), rows, null));
  }

  private static void refuseFew(int there, String what) {
    if (there < Uncertainty.FEW) {
      throw new IllegalArgumentException(
          "fragility needs at least %d %s and there are %d: of so few each one may carry the first place"
              .formatted(Uncertainty.FEW, what, there));
    }
  }
}
