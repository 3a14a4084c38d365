package dev.agon.reward.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.reward.pairs.RankedLists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlackettLuceLossTest {
  private final double[] rewards = {0.3, -1.1, 2, 0.4, 5};

  @Test
  @DisplayName("the probabilities of all orders of four items sum to 1")
  void orders() {
    double sum = 0;
    List<int[]> orders = permutations(new int[] {0, 1, 2, 3});
    for (int[] order : orders) {
      sum += Math.exp(-loss(order, 4, 1).value(rewards));
    }
    assertThat(orders).hasSize(24);
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  @DisplayName("a pick of the best is a softmax; a ranking of two is Bradley-Terry")
  void cases() {
    double total = IntStream.of(3, 0, 2).mapToDouble(item -> Math.exp(rewards[item])).sum();
    assertThat(loss(new int[] {3, 0, 2}, 1, 2).value(rewards))
        .isCloseTo(-2 * Math.log(Math.exp(rewards[3]) / total), within(1e-12));
    assertThat(loss(new int[] {1, 0}, 2, 1).value(rewards))
        .isCloseTo(Softplus.of(rewards[0] - rewards[1]), within(1e-12));
  }

  @Test
  @DisplayName("slopes and second derivatives are those of finite differences")
  void derivatives() {
    PlackettLuceLoss loss = loss(new int[] {2, 4, 0, 1}, 3, 1.5);
    double[] slopes = new double[5];
    loss.addSlopes(rewards, slopes);
    double[] direction = {0.2, -1, 0.5, 3, 1};
    double[] product = new double[5];
    loss.addProduct(direction, product);
    double[] diagonal = new double[5];
    loss.addCurvature(diagonal);
    double h = 1e-5;
    for (int item = 0; item < 5; item++) {
      double[] up = rewards.clone();
      double[] down = rewards.clone();
      up[item] += h;
      down[item] -= h;
      assertThat(slopes[item])
          .isCloseTo((loss.value(up) - loss.value(down)) / (2 * h), within(1e-8));
      double[] unit = new double[5];
      unit[item] = 1;
      double[] column = new double[5];
      loss.addProduct(unit, column);
      assertThat(diagonal[item]).isCloseTo(column[item], within(1e-12));
    }
    double[] up = new double[5];
    double[] down = new double[5];
    loss(new int[] {2, 4, 0, 1}, 3, 1.5).addSlopes(moved(direction, h), up);
    loss(new int[] {2, 4, 0, 1}, 3, 1.5).addSlopes(moved(direction, -h), down);
    for (int item = 0; item < 5; item++) {
      assertThat(product[item]).isCloseTo((up[item] - down[item]) / (2 * h), within(1e-8));
    }
  }

  @Test
  @DisplayName("a ranking with an item twice or with one item is refused")
  void refused() {
    RankedLists lists = new RankedLists();
    assertThatThrownBy(() -> lists.add(0, 0, new int[] {1, 1}, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> lists.add(0, 0, new int[] {1}, 1, 1))
        .hasMessage("1 ranked of 1 items");
  }

  private double[] moved(double[] direction, double by) {
    double[] moved = rewards.clone();
    Arrays.setAll(moved, i -> moved[i] + by * direction[i]);
    return moved;
  }

  private static PlackettLuceLoss loss(int[] order, int ranked, double weight) {
    RankedLists lists = new RankedLists();
    lists.add(0, 0, order, ranked, weight);
    return new PlackettLuceLoss(lists, 0);
  }

  private static List<int[]> permutations(int[] items) {
    List<int[]> all = new ArrayList<>();
    if (items.length == 1) {
      all.add(items);
      return all;
    }
    for (int first : items) {
      int[] rest = Arrays.stream(items).filter(item -> item != first).toArray();
      for (int[] tail : permutations(rest)) {
        int[] whole = new int[items.length];
        whole[0] = first;
        System.arraycopy(tail, 0, whole, 1, tail.length);
        all.add(whole);
      }
    }
    return all;
  }
}
