package dev.agon.analysis;

import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.terms.LengthControlled;
import dev.agon.ranking.terms.LengthControlled.Judgement;
import dev.agon.ranking.terms.LengthControlled.Rate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often items beat one of them, as it is and, where lengths are known, with lengths made equal;
 * the model is that of {@link LengthControlled}.
 */
final class WinRatesAnalysis implements Analysis {
  private static final String BASELINE = "baseline";

  @Override
  public String name() {
    return "win-rates";
  }

  @Override
  public String meaning() {
    return "how often items beat a baseline, as it is and with lengths made equal";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter.Item(BASELINE, "the item that the others are compared with"));
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.PROMPTS);
  }

  @Override
  public AnalysisReport run(Votes votes, Chosen chosen) {
    String baseline = chosen.text(BASELINE);
    List<Judgement> judgements = BaselineJudgements.of(votes, baseline, null);
    boolean lengths = votes.lengths() != null;
    List<AnalysisReport.Section> sections = new ArrayList<>();
    NoInterval reason = LengthControlled.noInterval(judgements);
    if (reason != null) {
      sections.add(new AnalysisReport.Sentence(reason.sentence()));
    }
    if (!lengths) {
      sections.add(
          new AnalysisReport.Sentence(
              "lengths of responses are not known, so these are plain rates"));
    }
    sections.add(table(votes, LengthControlled.rates(judgements), baseline, lengths));
    return new AnalysisReport(sections);
  }

  private static AnalysisReport.Table table(
      Votes votes, List<Rate> rates, String baseline, boolean lengths) {
    Comparator<Rate> order = Comparator.comparingDouble(lengths ? Rate::controlled : Rate::raw);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Rate rate : rates.stream().sorted(order.reversed()).toList()) {
      List<@Nullable Object> row =
          new ArrayList<>(
              Arrays.asList(
                  votes.items().name(rate.generator()), rate.raw(), rate.rawLow(), rate.rawHigh()));
      if (lengths) {
        row.addAll(List.of(rate.controlled(), rate.low(), rate.high(), rate.lengthEffect()));
      }
      row.add((long) rate.judgements());
      rows.add(row);
    }
    List<String> columns =
        new ArrayList<>(List.of("item", "win rate", "win rate low", "win rate high"));
    if (lengths) {
      columns.addAll(List.of("equal lengths", "equal low", "equal high", "length effect"));
    }
    columns.add("votes");
    AnalysisReport.Chart chart =
        lengths
            ? new AnalysisReport.Chart("item", "equal lengths", "equal low", "equal high")
            : new AnalysisReport.Chart("item", "win rate", "win rate low", "win rate high");
    return new AnalysisReport.Table("win rates against " + baseline, columns, rows, chart);
  }
}
