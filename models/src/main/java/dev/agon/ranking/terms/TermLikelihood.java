package dev.agon.ranking.terms;

import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Method;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.fit.Likelihood;
import dev.agon.ranking.fit.TieModel;
import dev.agon.ranking.interval.StrengthFit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Votes, one observation each, under a {@link TieModel} of what {@link TermDesign} says their
 * differences are. The tie parameter comes last where it is fitted.
 */
final class TermLikelihood implements Likelihood {
  private final VoteTable table;
  private final Method method;
  private final TermDesign design;
  private final boolean fitsTies;
  private final int tieAt;

  TermLikelihood(VoteTable table, FitOptions options, List<Term> terms) {
    this.table = table;
    this.method = options.method();
    this.design = new TermDesign(table, options.bothBad(), terms);
    this.tieAt = design.parameters();
    this.fitsTies =
        method != Method.BRADLEY_TERRY
            && IntStream.of(design.rows)
                .anyMatch(row -> table.outcomeCode(row) >= Outcome.TIE.code());
  }

  List<String> effects() {
    return design.covariates.stream().map(Term.Covariate::name).toList();
  }

  int offset(String term, int level, int item) {
    return design.offset(term, level, item);
  }

  /** The tie parameter, nu or eta; 0 when none is fitted. */
  double tie(StrengthFit fit) {
    if (!fitsTies) {
      return 0;
    }
    double coordinate = fit.effect(tieAt - table.items());
    return method == Method.RAO_KUPPER ? coordinate : Math.exp(coordinate);
  }

  @Override
  public int parameters() {
    return tieAt + (fitsTies ? 1 : 0);
  }

  @Override
  public int strengths() {
    return table.items();
  }

  @Override
  public int observations() {
    return design.rows.length;
  }

  @Override
  public int annotator(int observation) {
    return table.annotator(design.rows[observation]);
  }

  @Override
  public int comparison(int observation) {
    return table.comparison(design.rows[observation]);
  }

  @Override
  public double start(int parameter) {
    return parameter == tieAt && method == Method.RAO_KUPPER ? 0.5 : 0;
  }

  @Override
  public double precision(int parameter) {
    return parameter == tieAt ? 0 : design.precision(parameter);
  }

  @Override
  public int[] touched(int observation) {
    int from = observation * design.width;
    int[] touched =
        Arrays.copyOfRange(design.parameter, from, from + design.width + (fitsTies ? 1 : 0));
    if (fitsTies) {
      touched[design.width] = tieAt;
    }
    return touched;
  }

  @Override
  public double value(double[] at) {
    TieModel model = model(at);
    double sum = 0;
    for (int vote = 0; vote < design.rows.length; vote++) {
      model.logsAt(design.difference(vote, at));
      double weight = table.weight(design.rows[vote]);
      sum +=
          switch (code(vote)) {
            case 1 -> weight * model.logWin;
            case 2 -> weight * model.logLoss;
            default -> weight * model.logTie;
          };
    }
    return sum;
  }

  private TieModel model(double[] at) {
    return TieModel.of(method, fitsTies, fitsTies ? at[tieAt] : 0);
  }

  /** 1 for a win of the first item, 2 for a loss, 3 for a tie. */
  private int code(int vote) {
    return Math.min(table.outcomeCode(design.rows[vote]), Outcome.TIE.code());
  }

  @Override
  public void score(int observation, double[] at, double[] into) {
    TieModel model = model(at);
    model.at(design.difference(observation, at));
    double[] weight = weights(observation);
    double slope = model.slope(weight[0], weight[1], weight[2]);
    for (int i = observation * design.width; i < (observation + 1) * design.width; i++) {
      into[design.parameter[i]] += design.unit[i] * slope;
    }
    if (fitsTies) {
      into[tieAt] += model.rise(weight[0], weight[1], weight[2]);
    }
  }

  @Override
  public void information(int observation, double[] at, double[][] into) {
    TieModel model = model(at);
    model.at(design.difference(observation, at));
    double[] weight = weights(observation);
    double bend = model.bend(weight[0], weight[1], weight[2]);
    double mixed = fitsTies ? model.mixedBend(weight[0], weight[1], weight[2]) : 0;
    int from = observation * design.width;
    for (int i = from; i < from + design.width; i++) {
      double[] row = into[design.parameter[i]];
      double unit = design.unit[i];
      for (int j = from; j < from + design.width; j++) {
        row[design.parameter[j]] += unit * design.unit[j] * bend;
      }
      if (fitsTies) {
        row[tieAt] += unit * mixed;
        into[tieAt][design.parameter[i]] += unit * mixed;
      }
    }
    if (fitsTies) {
      into[tieAt][tieAt] += model.tieBend(weight[0], weight[1], weight[2]);
    }
  }

  private double[] weights(int vote) {
    double[] weights = new double[3];
    weights[code(vote) - 1] = table.weight(design.rows[vote]);
    return weights;
  }
}
