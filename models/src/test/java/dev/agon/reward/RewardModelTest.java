package dev.agon.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.reward.head.Head;
import dev.agon.reward.head.HeadTraining;
import dev.agon.reward.head.Learner;
import dev.agon.reward.head.NamedArrays;
import dev.agon.reward.head.PlanLearner;
import dev.agon.reward.head.TrainingPlan;
import dev.agon.reward.judge.Baselines;
import dev.agon.reward.judge.Judge;
import dev.agon.reward.judge.ModelCard;
import dev.agon.reward.judge.ModelCard.Judgement;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.loss.RaoKupperLikelihood;
import dev.agon.reward.pairs.DenseFeatures;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.FeatureRecipe.Wanted;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.reward.pairs.Splits;
import dev.agon.text.HashedNgrams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewardModelTest {
  private final Simulated simulated = new Simulated(400, 6, 2, 3);
  private final PreferencePairs pairs = simulated.pairs(new RaoKupperLikelihood(1.5));

  @Test
  @DisplayName("a saved model is read back with its card, checksum and rewards")
  void saved(@TempDir Path folder) throws IOException {
    RewardModel model = model();
    model.save(folder.resolve("v1"));
    RewardModel read = RewardModel.load(folder.resolve("v1"));
    assertThat(read.card()).isEqualTo(model.card());
    assertThat(read.checksum()).isEqualTo(model.checksum()).hasSize(64);
    List<float[]> some = rows(0, 50);
    assertThat(read.score(some)).isDeepEqualTo(model.score(some));
  }

  @Test
  @DisplayName("an item's reward has the same bits in batches of 1, 7 and 256")
  void batches() {
    RewardModel model = model();
    double[][] whole = model.score(rows(0, 256));
    for (int size : new int[] {1, 7}) {
      for (int from = 0; from + size <= 256; from += size) {
        double[][] few = model.score(rows(from, from + size));
        for (int i = 0; i < size; i++) {
          assertThat(few[i]).isEqualTo(whole[from + i]);
        }
      }
    }
  }

  @Test
  @DisplayName("a damaged or missing file is named")
  void damaged(@TempDir Path folder) throws IOException {
    for (String file : List.of("head.arrays", "card.json")) {
      Path model = folder.resolve(file + "-model");
      model().save(model);
      byte[] bytes = Files.readAllBytes(model.resolve(file));
      bytes[bytes.length / 2] ^= 1;
      Files.write(model.resolve(file), bytes);
      assertThatThrownBy(() -> RewardModel.load(model))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file)
          .hasMessageContaining("damaged");
      Files.delete(model.resolve(file));
      assertThatThrownBy(() -> RewardModel.load(model))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file);
    }
  }

  @Test
  @DisplayName("a file of arrays that is cut short, changed or something else is refused")
  void arrays(@TempDir Path folder) throws IOException {
    NamedArrays arrays = new NamedArrays();
    arrays.put("weights", new double[] {1, -0.0, Double.MIN_VALUE});
    arrays.put("bias", new float[] {0.1f});
    Path file = folder.resolve("a");
    arrays.save(file);
    assertThat(NamedArrays.load(file).sha256()).isEqualTo(arrays.sha256());
    assertThat(NamedArrays.load(file).floats("bias")).containsExactly(0.1f);
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 4;
      Files.write(file, changed);
      assertThatThrownBy(() -> NamedArrays.load(file)).isInstanceOf(IOException.class);
      Files.write(file, Arrays.copyOf(bytes, at));
      assertThatThrownBy(() -> NamedArrays.load(file)).isInstanceOf(IOException.class);
    }
  }

  @Test
  @DisplayName("a recipe asks for each text once and puts vectors together in its order")
  void recipe() {
    FeatureRecipe recipe =
        new FeatureRecipe(
            List.of(
                new FeatureRecipe.Part(FeatureRecipe.Source.PRODUCT, "e", "1", 0, 2, 1, true),
                new FeatureRecipe.Part(FeatureRecipe.Source.RESPONSE, "e", "1", 1, 1, 0.5, false),
                new FeatureRecipe.Part(
                    FeatureRecipe.Source.PROMPT_AND_RESPONSE, "f", "1", 0, 1, 1, true)));
    assertThat(recipe.wanted("p", "r"))
        .containsExactly(new Wanted("e", "p"), new Wanted("e", "r"), new Wanted("f", "p\n\nr"));
    Map<Wanted, float[]> vectors =
        Map.of(
            new Wanted("e", "p"), new float[] {2, 3},
            new Wanted("e", "r"), new float[] {5, 7},
            new Wanted("f", "p\n\nr"), new float[] {11});
    assertThat(recipe.features("p", "r", vectors)).containsExactly(10, 21, 7, 11);
    assertThatThrownBy(() -> recipe.features("p", "other", vectors))
        .hasMessage("a vector of 2 numbers by e is needed");
    assertThat(recipe.scaling().columns()).isEqualTo(recipe.columns()).isEqualTo(4);
  }

  @Test
  @DisplayName("hashed parts are made from the texts, sparse, and as each version made them")
  void hashed() {
    List<FeatureRecipe.Texts> texts =
        List.of(
            new FeatureRecipe.Texts("Why?", "Because!"),
            new FeatureRecipe.Texts("Why?", ""),
            new FeatureRecipe.Texts("", "\u3010\u65b0\u8eca\u3011"));
    for (String version : List.of("1-64", "2-64")) {
      FeatureRecipe recipe =
          new FeatureRecipe(
              List.of(
                  new FeatureRecipe.Part(
                      FeatureRecipe.Source.RESPONSE, "hash", version, 128, 13, 0.2, true),
                  new FeatureRecipe.Part(
                      FeatureRecipe.Source.RESPONSE, "hash", version, 0, 128, 0.5, false),
                  new FeatureRecipe.Part(
                      FeatureRecipe.Source.PRODUCT, "hash", version, 0, 128, 0.5, false),
                  new FeatureRecipe.Part(FeatureRecipe.Source.RESPONSE, "e", "1", 0, 2, 1, true)));
      Map<Wanted, float[]> given =
          Map.of(
              new Wanted("e", "Because!"), new float[] {2, 3},
              new Wanted("e", ""), new float[] {5, 7},
              new Wanted("e", "\u3010\u65b0\u8eca\u3011"), new float[] {0, 11});
      assertThat(recipe.wanted("Why?", "Because!")).containsExactly(new Wanted("e", "Because!"));
      FeatureMatrix matrix = recipe.matrix(texts, given);
      HashedNgrams hash = HashedNgrams.of(version);
      for (int item = 0; item < texts.size(); item++) {
        Map<Wanted, float[]> all = new HashMap<>(given);
        String prompt = texts.get(item).prompt();
        String response = texts.get(item).response();
        all.put(new Wanted("hash", prompt), hash.encode(prompt));
        all.put(new Wanted("hash", response), hash.encode(response));
        float[] row = new float[recipe.columns()];
        matrix.read(item, row, 0);
        float[] expected = recipe.features(prompt, response, all);
        for (int c = 0; c < row.length; c++) {
          assertThat(row[c] + 0f).isEqualTo(expected[c] + 0f);
        }
      }
      assertThat(matrix instanceof DenseFeatures)
          .as("rewards of the first version keep their bits")
          .isEqualTo(version.startsWith("1"));
    }
  }

  @Test
  @DisplayName("a model of hashed features that this program does not know is refused in words")
  void unknownHash() {
    FeatureRecipe recipe = FeatureRecipe.response("hash", "9-64", 128);
    assertThatThrownBy(() -> recipe.matrix(List.of(new FeatureRecipe.Texts("", "x")), Map.of()))
        .hasMessage(
            "the encoder hash is needed in version 9-64; this program has versions 1 and 2");
  }

  @Test
  @DisplayName("with too few groups to compare plans on, the most cautious one is taken")
  void tooFewGroups() {
    List<TrainingPlan> plans = List.of(TrainingPlan.linear(6, 1), TrainingPlan.linear(6, 50));
    PlanLearner learner = new PlanLearner(plans, simulated.features, new int[400], () -> false);
    assertThat(learner.choose(pairs).head()).isEqualTo(new Head.Linear(50));
  }

  @Test
  @DisplayName("judged beside its baselines, a model that learned beats constant and length")
  void judged() {
    Judgement judgement = judgement();
    assertThat(judgement.model().accuracy().value()).isGreaterThan(0.7);
    assertThat(judgement.baselines()).containsOnlyKeys("constant", "length", "previous");
    assertThat(judgement.advantage().values()).allMatch(lead -> lead.above(0));
    assertThat(judgement.baselines().entrySet())
        .filteredOn(baseline -> baseline.getKey().equals("previous"))
        .allMatch(previous -> previous.getValue().accuracy().value() == 0.5);
    assertThat(judgement.asymmetry()).isLessThan(1e-15);
    assertThat(judgement.folds()).hasSize(4);
    assertThat(judgement.curve()).isNotNull();
    assertThat(judgement.curve().points()).hasSize(5);
  }

  @Test
  void a_version_that_saw_most_of_the_pairs_is_a_baseline_on_the_others_alone() {
    Judgement judgement = judgedAgainst(row -> row >= 150);
    assertThat(judgement.model().pairs()).isEqualTo(200);
    assertThat(Objects.requireNonNull(judgement.baselines().get("before")).pairs()).isEqualTo(50);
    assertThat(judgement.advantage()).containsKey("before");
    assertThat(judgedAgainst(row -> row >= 190).baselines())
        .as("too few for a comparison")
        .doesNotContainKey("before")
        .containsKey("constant");
  }

  private Judgement judgedAgainst(IntPredicate unseen) {
    Learner learner =
        new PlanLearner(
            List.of(TrainingPlan.linear(6, 1)), simulated.features, simulated.texts(), () -> false);
    return new Judge(learner, pairs)
        .against("before", Baselines.given(new double[400][1]), unseen)
        .judge(Splits.folds(Splits.units(pairs, simulated.texts()), 4, 1), "4 folds by prompt")
        .getFirst();
  }

  private Judgement judgement() {
    TrainingPlan plan = TrainingPlan.linear(6, 1);
    int[] units = Splits.units(pairs, simulated.texts());
    return new Judge(
            new PlanLearner(List.of(plan), simulated.features, simulated.texts(), () -> false),
            pairs)
        .withLengths(simulated.random.doubles(400).toArray())
        .against("previous", Baselines.given(new double[400][1]))
        .withCurve()
        .judge(Splits.folds(units, 4, 1), "4 folds by prompt")
        .getFirst();
  }

  private RewardModel model() {
    Head.Trained head =
        new HeadTraining(TrainingPlan.linear(6, 1), simulated.features, pairs).run();
    ModelCard card =
        new ModelCard(
            "helpful",
            "2026-01-01T00:00:00Z",
            new ModelCard.Data(pairs.sha256(), pairs.rows(), 400, 200, Map.of("no majority", 3)),
            List.of("overall"),
            FeatureRecipe.response("simulated", "1", 6),
            "linear, l2=1.0",
            PairLoss.plain().name(),
            false,
            7,
            "CPU",
            0.1,
            head.arrays().sha256(),
            List.of(judgement()));
    return new RewardModel(head, card);
  }

  private List<float[]> rows(int from, int to) {
    List<float[]> rows = new ArrayList<>();
    for (int item = from; item < to; item++) {
      float[] row = new float[6];
      simulated.features.read(item, row, 0);
      rows.add(row);
    }
    return rows;
  }
}
