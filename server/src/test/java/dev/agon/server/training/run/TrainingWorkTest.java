package dev.agon.server.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.reward.RewardModel;
import dev.agon.server.job.Job;
import dev.agon.server.job.JobState;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.training.TrainingRig;
import dev.agon.server.training.TrainingSettings;
import dev.agon.server.training.pages.CardView;
import dev.agon.server.training.pages.GeneratorRewards;
import dev.agon.server.training.registry.ModelVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class TrainingWorkTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();
  @TempDir static Path folder = Path.of("");

  private TrainingRig rig;

  @BeforeAll
  void deploy() {
    rig = new TrainingRig(DATABASE.vertx(), DATABASE.pool(), folder);
    rig.trainer();
  }

  @Test
  void a_training_on_demand_makes_a_version_with_a_judged_card_and_files_that_are_its_own()
      throws Exception {
    StudyFixture study = TrainingRig.study(DATABASE.pool(), 4, 24, 1);
    TrainingRig.vote(study, 2, 0.05, 1);

    Job run = rig.train(study.id(), TrainingSettings.DEFAULT);

    assertThat(run.error()).isNull();
    assertThat(run.result().getInteger("version")).isEqualTo(1);
    ModelVersion model = rig.models.find(study.id(), 1).await().orElseThrow();
    assertThat(model.state()).isEqualTo("candidate");
    assertThat(model.pairs()).isEqualTo(288);
    Path files = rig.folder.verified(model.artifact(), model.artifactSum());
    assertThat(RewardModel.load(files).card().checksum())
        .isEqualTo(model.card().getString("checksum"));
    CardView.Criterion card = CardView.of(model).criteria().getFirst();
    System.out.println("seconds " + model.seconds() + " accuracy " + card.rows());
    assertThat(card.rows().getFirst().accuracy())
        .satisfies(accuracy -> assertThat(accuracy.value()).isGreaterThan(75));
    assertThat(card.rows()).hasSize(3);
    assertThat(card.curve()).isNotNull();
    assertThat(card.reliability()).isNotNull();
    GeneratorRewards rewards =
        GeneratorRewards.of(model, rig.models.ratings(study.id()).await()).getFirst();
    assertThat(rewards.standings()).hasSize(4);
    assertThat(rewards.known()).isFalse();
    assertThat(folder.resolve("study-" + study.id()))
        .isDirectoryNotContaining(path -> path.toString().endsWith("checkpoint"));
  }

  @Test
  void a_training_with_two_layers_is_of_tensorflow_and_is_scored_without_it() throws Exception {
    StudyFixture study = TrainingRig.study(DATABASE.pool(), 4, 20, 1);
    TrainingRig.vote(study, 1, 0, 1);

    Job run =
        rig.train(
            study.id(), new TrainingSettings("hash", "mlp", "bradley-terry,weights", 2, 1, 1));

    assertThat(run.error()).isNull();
    ModelVersion model = rig.models.find(study.id(), 1).await().orElseThrow();
    assertThat(model.device()).contains("CPU:0");
    RewardModel loaded =
        RewardModel.load(rig.folder.verified(model.artifact(), model.artifactSum()));
    float[] one = new float[loaded.card().recipe().columns()];
    one[3] = 1;
    assertThat(loaded.score(List.of(one, one, one))[2])
        .containsExactly(loaded.score(List.of(one))[0]);
  }

  @Test
  void too_few_votes_end_a_run_with_a_sentence() {
    StudyFixture study = TrainingRig.study(DATABASE.pool(), 2, 3, 1);

    Job run = rig.train(study.id(), TrainingSettings.DEFAULT);

    assertThat(run.state()).isEqualTo(JobState.FAILED);
    assertThat(run.error()).contains("There are 0 judgements that count");
  }

  @Test
  void a_loss_that_votes_do_not_suffice_for_ends_a_run_with_the_reason() {
    StudyFixture study = TrainingRig.study(DATABASE.pool(), 3, 8, 1);
    TrainingRig.vote(study, 1, 0, 1);

    for (String loss : List.of("gap-margin=0.5", "gap-weight", "strength-margin")) {
      Job run =
          rig.train(
              study.id(), new TrainingSettings("hash", "linear", "bradley-terry," + loss, 3, 1, 1));

      assertThat(run.state()).isEqualTo(JobState.FAILED);
      assertThat(run.error()).startsWith("The loss " + loss + " needs ");
    }
  }

  @Test
  void an_encoder_that_the_trainer_lacks_ends_a_run_with_its_name() {
    StudyFixture study = TrainingRig.study(DATABASE.pool(), 3, 8, 1);
    TrainingRig.vote(study, 1, 0, 1);

    Job run =
        rig.train(
            study.id(),
            new TrainingSettings("elsewhere", "linear", "bradley-terry,weights", 3, 1, 1));

    assertThat(run.error()).contains("no encoder 'elsewhere'");
    assertThat(rig.ended(study.id(), Duration.ofSeconds(1)).result().isEmpty()).isTrue();
  }
}
