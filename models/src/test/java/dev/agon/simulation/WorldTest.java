package dev.agon.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.terms.Term;
import dev.agon.ranking.terms.TermFit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final WorldParameters FULL =
      new WorldParameters(6, 40, .6, .4, 2, .3, .4, .23, .3, .05, .1);

  @Test
  @DisplayName("the same seed gives the same world and the same votes, another seed others")
  void seeded() {
    assertThat(votes(new World(FULL, 3))).isEqualTo(votes(new World(FULL, 3)));
    assertThat(votes(new World(FULL, 3))).isNotEqualTo(votes(new World(FULL, 4)));
  }

  private static List<World.Vote> votes(World world) {
    return IntStream.range(0, 200).mapToObj(i -> world.vote(i % 40)).toList();
  }

  @Test
  @DisplayName("endless annotators vote as the population's probability says")
  void population() {
    WorldParameters parameters = new WorldParameters(2, 4000, 1, .7, 1, 0, .3, .4, 0, .1, 0);
    World world = new World(parameters, 5);
    double score = 0;
    for (int vote = 0; vote < 80_000; vote++) {
      boolean swap = vote / 4000 % 2 == 0;
      Outcome outcome = world.vote(vote % 4000, swap ? 1 : 0, swap ? 0 : 1).outcome();
      Outcome meant = swap ? outcome.swapped() : outcome;
      score += meant == Outcome.FIRST ? 1 : meant == Outcome.TIE ? .5 : 0;
    }

    assertThat(score / 80_000).isCloseTo(world.population(0, 1), within(.015));
    assertThat(world.population(0, 1) + world.population(1, 0)).isCloseTo(1, within(1e-9));
  }

  @Test
  @DisplayName("a planted position bias of .23 is found within .1")
  void position() {
    WorldParameters parameters = new WorldParameters(12, 60, .5, 0, 1, 0, 0, .23, 0, 0, 0);
    World world = new World(parameters, 8);
    VoteTable table = new VoteTable(6000);
    double[] shown = new double[6000];
    for (int row = 0; row < 6000; row++) {
      World.Vote vote = world.vote(row % 60);
      table.add(vote.first(), vote.second(), vote.outcome(), 1, vote.annotator(), row);
      shown[row] = 1;
    }

    TermFit fit =
        TermFit.of(table, FitOptions.of(Method.BRADLEY_TERRY), List.of(Term.position(shown)));

    TermFit.Effect effect = fit.effects(Clustering.ANNOTATOR).getFirst();
    System.out.printf("planted position bias .23, found %.3f%n", effect.value());
    assertThat(effect.value()).isCloseTo(.23, within(.1));
  }

  @Test
  @DisplayName("spammers are marked, and favour the side that is shown first")
  void spammers() {
    World world = new World(new WorldParameters(3, 50, 0, 0, 1, 0, 0, 0, 0, 0, 1), 2);

    long first =
        IntStream.range(0, 2000).filter(i -> world.vote(i % 50).outcome() == Outcome.FIRST).count();

    assertThat(world.spammer(7)).isTrue();
    assertThat(first / 2000.0).isCloseTo(.5, within(.05));
  }

  @Test
  @DisplayName("a value out of its range is refused by name")
  void ranges() {
    assertThatThrownBy(() -> WorldParameters.plain(1, 1, 1, 1))
        .hasMessageStartingWith("generators");
    assertThatThrownBy(() -> new WorldParameters(2, 1, 1, 1, 1, 0, 0, 0, 0, 2, 0))
        .hasMessageStartingWith("error");
  }
}
