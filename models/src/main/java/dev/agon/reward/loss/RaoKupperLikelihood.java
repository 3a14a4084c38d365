package dev.agon.reward.loss;

/**
 * Rao and Kupper (1967), Journal of the American Statistical Association 62, 194-204, as
 * VideoReward (arXiv 2501.13918) trains with it: {@code P(first) = sigma(d - ln k)}, {@code
 * P(second) = sigma(-d - ln k)} and {@code P(tie) = (k^2 - 1) P(first) P(second)}. Ties then say
 * how far apart rewards are, and their scale is not inflated as it is when ties are dropped.
 *
 * @param k the tie parameter, above 1; equal rewards tie with probability {@code (k - 1) / (k + 1)}
 */
public record RaoKupperLikelihood(double k) implements PairLikelihood {

  public RaoKupperLikelihood {
    if (!(k > 1 && k < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("k is finite and above 1, not " + k);
    }
  }

  @Override
  public String name() {
    return "rao-kupper=" + k;
  }

  @Override
  public OutcomeProbabilities at(double d) {
    double threshold = Math.log(k);
    double first = Softplus.sigmoid(d - threshold);
    double second = Softplus.sigmoid(-d - threshold);
    return new OutcomeProbabilities(first, second, (k * k - 1) * first * second);
  }

  @Override
  public void write(PairTerms terms, int row, double[] shares) {
    terms.first[row] = shares[0] + shares[2];
    terms.second[row] = shares[1] + shares[2];
    terms.firstMargin[row] = Math.log(k);
    terms.secondMargin[row] = Math.log(k);
    terms.constant[row] = -shares[2] * Math.log(k * k - 1);
  }
}
