package dev.agon.reward.pairs;

import dev.agon.numeric.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/** The columns behind {@link PreferencePairs}; arrays by criterion come first. */
final class PreferenceColumns {
  final int[] first;
  final int[] second;
  final int[] group;
  final byte[] position;
  final double[] weight;
  final double[][] firstShare;
  final double[][] tieShare;
  final double[][] firstScore;
  final double[][] secondScore;
  final double[][] strength;

  PreferenceColumns(
      int[] first,
      int[] second,
      int[] group,
      byte[] position,
      double[] weight,
      double[][] firstShare,
      double[][] tieShare,
      double[][] firstScore,
      double[][] secondScore,
      double[][] strength) {
    this.first = first;
    this.second = second;
    this.group = group;
    this.position = position;
    this.weight = weight;
    this.firstShare = firstShare;
    this.tieShare = tieShare;
    this.firstScore = firstScore;
    this.secondScore = secondScore;
    this.strength = strength;
  }

  PreferenceColumns select(int[] rows) {
    byte[] positions = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      positions[i] = position[rows[i]];
    }
    return new PreferenceColumns(
        pick(first, rows),
        pick(second, rows),
        pick(group, rows),
        positions,
        pick(weight, rows),
        pick(firstShare, rows),
        pick(tieShare, rows),
        pick(firstScore, rows),
        pick(secondScore, rows),
        pick(strength, rows));
  }

  PreferenceColumns withStrength(double[][] other) {
    if (other.length != strength.length) {
      throw new IllegalArgumentException("strengths are needed for each criterion");
    }
    for (double[] column : other) {
      sameSize(column);
    }
    return new PreferenceColumns(
        first,
        second,
        group,
        position,
        weight,
        firstShare,
        tieShare,
        firstScore,
        secondScore,
        other.clone());
  }

  PreferenceColumns withShares(int criterion, double[] firsts, double[] ties) {
    sameSize(firsts);
    sameSize(ties);
    double[][] newFirsts = firstShare.clone();
    double[][] newTies = tieShare.clone();
    newFirsts[criterion] = firsts.clone();
    newTies[criterion] = ties.clone();
    return new PreferenceColumns(
        first,
        second,
        group,
        position,
        weight,
        newFirsts,
        newTies,
        firstScore,
        secondScore,
        strength);
  }

  PreferenceColumns withSwapped() {
    int n = first.length;
    int[] twice = new int[2 * n];
    Arrays.setAll(twice, row -> row % n);
    PreferenceColumns both = select(twice);
    for (int row = n; row < 2 * n; row++) {
      both.first[row] = second[row - n];
      both.second[row] = first[row - n];
      both.position[row] = (byte) -position[row - n];
      for (int c = 0; c < firstShare.length; c++) {
        both.firstShare[c][row] = 1 - firstShare[c][row - n] - tieShare[c][row - n];
        both.firstScore[c][row] = secondScore[c][row - n];
        both.secondScore[c][row] = firstScore[c][row - n];
        both.strength[c][row] = -strength[c][row - n];
      }
    }
    return both;
  }

  String sha256(List<String> criteria) {
    MessageDigest digest = Digests.sha256();
    for (String criterion : criteria) {
      digest.update(criterion.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    digest(digest, first);
    digest(digest, second);
    digest(digest, group);
    digest.update(position);
    digest(digest, weight);
    for (double[][] columns : List.of(firstShare, tieShare, firstScore, secondScore, strength)) {
      for (double[] column : columns) {
        digest(digest, column);
      }
    }
    return Digests.hex(digest);
  }

  private void sameSize(double[] column) {
    if (column.length != first.length) {
      throw new IllegalArgumentException(
          "a column of " + column.length + " rows for " + first.length + " pairs");
    }
  }

  private static void digest(MessageDigest digest, int[] column) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * column.length);
    bytes.asIntBuffer().put(column);
    digest.update(bytes);
  }

  private static void digest(MessageDigest digest, double[] column) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * column.length);
    bytes.asDoubleBuffer().put(column);
    digest.update(bytes);
  }

  private static int[] pick(int[] column, int[] rows) {
    int[] picked = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = column[rows[i]];
    }
    return picked;
  }

  private static double[] pick(double[] column, int[] rows) {
    double[] picked = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = column[rows[i]];
    }
    return picked;
  }

  private static double[][] pick(double[][] columns, int[] rows) {
    double[][] picked = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      picked[c] = pick(columns[c], rows);
    }
    return picked;
  }
}
