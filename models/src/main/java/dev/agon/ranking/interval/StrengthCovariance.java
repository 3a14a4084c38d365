package dev.agon.ranking.interval;

import dev.agon.preference.LongIndex;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Prior;
import dev.agon.ranking.fit.Cholesky;
import dev.agon.ranking.fit.Likelihood;
import dev.agon.ranking.fit.Maximum;
import dev.agon.ranking.fit.SymmetricInverse;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sandwich covariances of a {@link Maximum}, built as {@link Sandwich} builds those of pair counts,
 * each observation being a vote. An annotator's observation of a comparison is taken as that
 * annotator's only one of it.
 */
final class StrengthCovariance {
  private final Likelihood likelihood;
  private final Maximum maximum;

  /** The factor of the information; null where its inverse is at hand. */
  private final @Nullable Cholesky information;

  /** The inverse of the information of a large fit; null of others. */
  private final double @Nullable [][] inverse;

  private final int size;

  /** The log-strengths that occur, then all other parameters. */
  private final int[] kept;

  private final int items;

  StrengthCovariance(Likelihood likelihood, Maximum maximum) {
    this.likelihood = likelihood;
    this.maximum = maximum;
    this.inverse = maximum.isLarge() ? maximum.information() : null;
    if (inverse == null) {
      this.information = new Cholesky(maximum.information());
    } else {
      this.information = null;
      SymmetricInverse.of(inverse);
    }
    this.size = likelihood.parameters();
    int[] occurring =
        IntStream.range(0, likelihood.strengths()).filter(i -> maximum.occurs[i]).toArray();
    this.items = occurring.length;
    this.kept =
        IntStream.concat(IntStream.of(occurring), IntStream.range(likelihood.strengths(), size))
            .toArray();
  }

  /** The uncertainty of the log-strengths. */
  Uncertainty uncertainty(Clustering clustering) {
    Components components = components(clustering);
    int[] position = new int[likelihood.strengths()];
    Arrays.fill(position, -1);
    for (int i = 0; i < items; i++) {
      position[kept[i]] = i;
    }
    double precision = maximum.ridge > 0 ? maximum.ridge : Prior.WEAK;
    return new Uncertainty(
        clustering,
        position,
        precision,
        components.model,
        components.plain,
        components.annotators,
        components.comparisons,
        null);
  }

  /** The variance of a parameter that is no log-strength, by the same rules. */
  double effectVariance(int number, Clustering clustering) {
    return uncertainty(clustering).variance(items + number, -1);
  }

  private record Components(
      Covariance model,
      Covariance plain,
      @Nullable Covariance annotators,
      @Nullable Covariance comparisons) {}

  private Components components(Clustering clustering) {
    boolean annotators = clustering == Clustering.ANNOTATOR || clustering == Clustering.TWO_WAY;
    boolean comparisons = clustering == Clustering.COMPARISON || clustering == Clustering.TWO_WAY;
    Covariance model = model();
    return new Components(
        model,
        clustering == Clustering.FISHER ? model : covariance(_ -> -1, false),
        annotators ? covariance(likelihood::annotator, true) : null,
        comparisons ? covariance(likelihood::comparison, true) : null);
  }

  private Covariance model() {
    if (inverse != null) {
      return Covariance.centred(of(inverse), items, 0, 0, new long[items]);
    }
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      matrix[i][i] = 1;
    }
    Objects.requireNonNull(information).solve(matrix);
    return Covariance.centred(of(matrix), items, 0, 0, new long[items]);
  }

  private static double even(int[][] groups) {
    return EffectiveNumber.of(Arrays.stream(groups).mapToDouble(group -> group.length).toArray());
  }

  private Covariance covariance(IntUnaryOperator cluster, boolean clustered) {
    int[][] groups = groups(cluster);
    double factor = clustered && groups.length > 1 ? groups.length / (groups.length - 1.0) : 1;
    if (inverse != null && groups.length < size) {
      return ofFew(groups, factor, inverse);
    }
    Sums sums = new Sums(true);
    for (int[] group : groups) {
      sums.add(group);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        sums.middle[i][j] *= factor;
      }
      sums.middle[i][i] += maximum.precision[i];
    }
    if (inverse == null) {
      Objects.requireNonNull(information).sandwich(sums.middle);
    } else {
      sums.middle = times(times(inverse, sums.middle), inverse);
    }
    return Covariance.centred(of(sums.middle), items, groups.length, even(groups), sums.clustersAt);
  }

  /**
   * The sandwich of fewer clusters than parameters: the outer products of the clusters' scores,
   * each multiplied by the inverse information alone.
   */
  private Covariance ofFew(int[][] groups, double factor, double[][] solved) {
    Sums sums = new Sums(false);
    double[][] moved = new double[groups.length][];
    for (int g = 0; g < groups.length; g++) {
      moved[g] = times(new double[][] {sums.add(groups[g])}, solved)[0];
    }
    boolean prior = Arrays.stream(maximum.precision).anyMatch(precision -> precision > 0);
    double[][] matrix = new double[size][size];
    if (prior) {
      double[][] weighed = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          weighed[i][j] = solved[i][j] * Math.sqrt(maximum.precision[j]);
        }
      }
      matrix = SymmetricInverse.outer(weighed);
    }
    for (int i = 0; i < size; i++) {
      for (double[] row : moved) {
        double scaled = factor * row[i];
        for (int j = 0; j < size; j++) {
          matrix[i][j] += scaled * row[j];
        }
      }
    }
    return Covariance.centred(of(matrix), items, groups.length, even(groups), sums.clustersAt);
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b.length];
    IntStream.range(0, a.length)
        .parallel()
        .forEach(
            i -> {
              for (int k = 0; k < b.length; k++) {
                double factor = a[i][k];
                for (int j = 0; j < b.length; j++) {
                  product[i][j] += factor * b[k][j];
                }
              }
            });
    return product;
  }

  /** The observations of each cluster. */
  private int[][] groups(IntUnaryOperator cluster) {
    LongIndex index = new LongIndex();
    int observations = likelihood.observations();
    int[] number = new int[observations];
    for (int i = 0; i < observations; i++) {
      int held = cluster.applyAsInt(i);
      number[i] = index.number(held < 0 ? -1L - i : held);
    }
    int[] sizes = new int[index.size()];
    for (int group : number) {
      sizes[group]++;
    }
    int[][] groups = new int[sizes.length][];
    for (int i = 0; i < observations; i++) {
      int group = number[i];
      if (groups[group] == null) {
        groups[group] = new int[sizes[group]];
      }
      groups[group][--sizes[group]] = i;
    }
    return groups;
  }

  /** The rows and columns of the parameters that are kept. */
  private double[][] of(double[][] matrix) {
    double[][] part = new double[kept.length][kept.length];
    for (int i = 0; i < kept.length; i++) {
      for (int j = 0; j < kept.length; j++) {
        part[i][j] = matrix[kept[i]][kept[j]];
      }
    }
    return part;
  }

  /** Sums the outer products of clusters' scores. */
  private final class Sums {
    double[][] middle;
    final long[] clustersAt = new long[kept.length];
    private final double[] score = new double[size];
    private final int[] touched = new int[size];
    private final boolean[] seen = new boolean[size];

    /**
     * Scores of clusters.
     *
     * @param filled whether outer products are summed
     */
    Sums(boolean filled) {
      middle = filled ? new double[size][size] : new double[0][];
    }

    /** Adds a cluster; gives its score where no outer products are summed. */
    double[] add(int[] observations) {
      int count = 0;
      for (int observation : observations) {
        likelihood.score(observation, maximum.at, score);
        for (int parameter : likelihood.touched(observation)) {
          if (!seen[parameter]) {
            seen[parameter] = true;
            touched[count++] = parameter;
          }
        }
      }
      double[] held = middle.length == 0 ? score.clone() : score;
      for (int i = 0; i < count; i++) {
        double factor = score[touched[i]];
        for (int j = 0; middle.length > 0 && j < count; j++) {
          middle[touched[i]][touched[j]] += factor * score[touched[j]];
        }
      }
      count(count);
      for (int i = 0; i < count; i++) {
        seen[touched[i]] = false;
        score[touched[i]] = 0;
      }
      return held;
    }

    /** Where a term's column is 0, votes say nothing of its effect. */
    private void count(int count) {
      for (int i = 0; i < count; i++) {
        int parameter = touched[i];
        if (parameter >= likelihood.strengths()) {
          clustersAt[items + parameter - likelihood.strengths()] += score[parameter] == 0 ? 0 : 1;
        } else if (place(parameter) >= 0) {
          clustersAt[place(parameter)]++;
        }
      }
    }
  }

  private int place(int strength) {
    return Arrays.binarySearch(kept, 0, items, strength);
  }
}
