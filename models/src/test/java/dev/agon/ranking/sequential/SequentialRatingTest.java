package dev.agon.ranking.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.ranking.sequential.Glicko2.Game;
import dev.agon.ranking.sequential.Glicko2.Player;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SequentialRatingTest {
  @Test
  @DisplayName("TrueSkill from the usual beliefs: the published vectors of a win and of a draw")
  void trueSkill() {
    TrueSkill win = new TrueSkill(TrueSkill.USUAL);
    win.add(0, 1, Outcome.FIRST);
    TrueSkill loss = new TrueSkill(TrueSkill.USUAL);
    loss.add(0, 1, Outcome.SECOND);
    TrueSkill draw = new TrueSkill(TrueSkill.USUAL);
    draw.add(0, 1, Outcome.TIE);

    assertThat(win.rating(0)).isCloseTo(29.3958, within(5e-5));
    assertThat(win.deviation(0)).isCloseTo(7.1715, within(5e-5));
    assertThat(win.rating(1)).isCloseTo(20.6042, within(5e-5));
    assertThat(win.deviation(1)).isCloseTo(7.1715, within(5e-5));
    assertThat(loss.rating(1)).isEqualTo(win.rating(0));
    assertThat(loss.deviation(0)).isEqualTo(win.deviation(1));
    assertThat(draw.rating(0)).isCloseTo(25, within(1e-12));
    assertThat(draw.deviation(0)).isCloseTo(6.4575, within(5e-5));
    assertThat(draw.deviation(1)).isCloseTo(6.4575, within(5e-5));
    assertThat(win.rating(9)).isEqualTo(25);
  }

  @Test
  @DisplayName("TrueSkill stays finite when the improbable happens again and again")
  void trueSkillFar() {
    TrueSkill skill = new TrueSkill(TrueSkill.USUAL);
    for (int i = 0; i < 400; i++) {
      skill.add(0, 1, Outcome.FIRST);
    }
    for (int i = 0; i < 20; i++) {
      skill.add(1, 0, Outcome.FIRST);
      skill.add(1, 0, Outcome.TIE);
    }

    assertThat(skill.rating(0)).isFinite();
    assertThat(skill.deviation(0)).isFinite().isPositive();
    assertThat(new TrueSkillRule(TrueSkill.USUAL).winProbability(skill.belief(0), skill.belief(1)))
        .isBetween(0.0, 1.0);
  }

  @Test
  @DisplayName("Glickman's example: 1464.06, 151.52 and .05999")
  void glicko() {
    Player player = new Player(1500, 200, .06);
    List<Game> games =
        List.of(
            new Game(new Player(1400, 30, .06), 1),
            new Game(new Player(1550, 100, .06), 0),
            new Game(new Player(1700, 300, .06), 0));

    Player after = new Glicko2(.5).after(player, games);

    assertThat(after.rating()).isCloseTo(1464.06, within(.01));
    assertThat(after.deviation()).isCloseTo(151.52, within(.01));
    assertThat(after.volatility()).isCloseTo(.05999, within(1e-5));
    assertThat(new Glicko2(.5).after(player, List.of()).deviation()).isGreaterThan(200);
  }

  @Test
  @DisplayName("Elo moves by k times the surplus; the sum of ratings stays")
  void elo() {
    Elo elo = new Elo(32);
    elo.add(0, 1, Outcome.FIRST);
    elo.add(0, 1, Outcome.TIE);

    double expected = 1 / (1 + Math.pow(10, -32 / 400.0));
    assertThat(elo.rating(0)).isCloseTo(1016 + 32 * (.5 - expected), within(1e-9));
    assertThat(elo.rating(0) + elo.rating(1)).isCloseTo(2000, within(1e-9));
    assertThat(elo.deviation(0)).isNaN();
    assertThat(elo.rating(7)).isEqualTo(1000);
  }

  @Test
  @DisplayName("Evalica's published example of Elo: 1014.972058, 970.647200, 1014.380742")
  void publishedElo() {
    Elo elo = new Elo(30);
    elo.add(0, 1, Outcome.FIRST);
    elo.add(1, 2, Outcome.SECOND);
    elo.add(0, 2, Outcome.TIE);

    assertThat(elo.rating(0)).isCloseTo(1014.972058, within(5e-7));
    assertThat(elo.rating(1)).isCloseTo(970.647200, within(5e-7));
    assertThat(elo.rating(2)).isCloseTo(1014.380742, within(5e-7));
  }

  @Test
  @DisplayName("votes on one item, and steps and spreads out of range, are refused")
  void refused() {
    assertThatThrownBy(() -> new Elo(4).add(1, 1, Outcome.TIE))
        .hasMessage("a vote needs two items, not 1 and 1");
    assertThatThrownBy(() -> new Elo(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Glicko2(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TrueSkill.Parameters(0, 0, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
