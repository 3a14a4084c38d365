package dev.agon.reward.loss;

import dev.agon.reward.pairs.RankedLists;
import java.util.stream.IntStream;

/**
 * The Plackett-Luce loss of rankings under one criterion (Luce 1959; Plackett 1975, Applied
 * Statistics 24, 193-202): place after place, the chosen item beats those that are left with
 * probability {@code e^r / sum e^r}. A list of two is Bradley-Terry; a pick of the best is the
 * conditional logit.
 */
public final class PlackettLuceLoss {
  private final RankedLists lists;
  private final int[] of;
  private final double[][][] shares;

  /** The loss of the rankings under a criterion. */
  public PlackettLuceLoss(RankedLists lists, int criterion) {
    this.lists = lists;
    this.of =
        IntStream.range(0, lists.size()).filter(at -> lists.criterion(at) == criterion).toArray();
    this.shares = new double[of.length][][];
  }

  /** The items that occur, some more than once. */
  IntStream items() {
    return IntStream.of(of).flatMap(at -> IntStream.of(lists.list(at)));
  }

  /** The sum of the rankings' weights. */
  public double mass() {
    return IntStream.of(of).mapToDouble(lists::weight).sum();
  }

  /** The summed loss at these rewards, by item. */
  public double value(double[] rewards) {
    double sum = 0;
    for (int at : of) {
      int[] items = lists.list(at);
      for (int place = 0; place < lists.choices(at); place++) {
        double most = largest(rewards, items, place);
        double total = 0;
        for (int i = place; i < items.length; i++) {
          total += Math.exp(rewards[items[i]] - most);
        }
        sum += lists.weight(at) * (most + Math.log(total) - rewards[items[place]]);
      }
    }
    return sum;
  }

  /** Adds the derivatives by the rewards, and remembers the point for {@link #addProduct}. */
  public void addSlopes(double[] rewards, double[] perItem) {
    for (int l = 0; l < of.length; l++) {
      int at = of[l];
      int[] items = lists.list(at);
      shares[l] = new double[lists.choices(at)][];
      for (int place = 0; place < shares[l].length; place++) {
        double[] share = share(rewards, items, place);
        shares[l][place] = share;
        for (int i = place; i < items.length; i++) {
          perItem[items[i]] += lists.weight(at) * share[i - place];
        }
        perItem[items[place]] -= lists.weight(at);
      }
    }
  }

  /** Adds the second derivative at the remembered point, times a direction by item. */
  public void addProduct(double[] direction, double[] perItem) {
    for (int l = 0; l < of.length; l++) {
      int[] items = lists.list(of[l]);
      double weight = lists.weight(of[l]);
      for (int place = 0; place < shares[l].length; place++) {
        double[] share = shares[l][place];
        double mean = 0;
        for (int i = 0; i < share.length; i++) {
          mean += share[i] * direction[items[place + i]];
        }
        for (int i = 0; i < share.length; i++) {
          perItem[items[place + i]] += weight * share[i] * (direction[items[place + i]] - mean);
        }
      }
    }
  }

  /** Adds the diagonal of the second derivative at the remembered point. */
  public void addCurvature(double[] perItem) {
    for (int l = 0; l < of.length; l++) {
      int[] items = lists.list(of[l]);
      for (int place = 0; place < shares[l].length; place++) {
        double[] share = shares[l][place];
        for (int i = 0; i < share.length; i++) {
          perItem[items[place + i]] += lists.weight(of[l]) * share[i] * (1 - share[i]);
        }
      }
    }
  }

  private static double[] share(double[] rewards, int[] items, int place) {
    double most = largest(rewards, items, place);
    double[] share = new double[items.length - place];
    double total = 0;
    for (int i = 0; i < share.length; i++) {
      share[i] = Math.exp(rewards[items[place + i]] - most);
      total += share[i];
    }
    for (int i = 0; i < share.length; i++) {
      share[i] /= total;
    }
    return share;
  }

  private static double largest(double[] rewards, int[] items, int place) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = place; i < items.length; i++) {
      most = Math.max(most, rewards[items[i]]);
    }
    return most;
  }
}
