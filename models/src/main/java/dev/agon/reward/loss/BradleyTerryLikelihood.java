package dev.agon.reward.loss;

/**
 * Bradley and Terry (1952): {@code P(first) = sigma(d)}. With the soft label y, which counts half
 * of the ties, the loss is {@code -y log sigma(d) - (1 - y) log sigma(-d)}.
 */
public record BradleyTerryLikelihood() implements PairLikelihood {

  @Override
  public String name() {
    return "bradley-terry";
  }

  @Override
  public OutcomeProbabilities at(double d) {
    return new OutcomeProbabilities(Softplus.sigmoid(d), Softplus.sigmoid(-d), 0);
  }

  @Override
  public void write(PairTerms terms, int row, double[] shares) {
    terms.first[row] = shares[0] + shares[2] / 2;
    terms.second[row] = shares[1] + shares[2] / 2;
  }
}
