package dev.agon.server.training.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.reward.RewardModel;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.training.TrainingRig;
import dev.agon.server.training.TrainingSettings;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class PublishedModelsTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();
  @TempDir static Path here = Path.of("");

  private static final TrainingSettings QUICK =
      new TrainingSettings("hash", "linear", "bradley-terry,weights", 2, 1, 1);

  private TrainingRig rig;

  @BeforeAll
  void deploy() {
    rig = new TrainingRig(DATABASE.vertx(), DATABASE.pool(), here);
    rig.trainer();
  }

  private StudyFixture study() {
    StudyFixture study = TrainingRig.study(DATABASE.pool(), 3, 12, 1);
    TrainingRig.vote(study, 1, 0.1, 1);
    return study;
  }

  private RewardModel load(Path disk, ModelVersion version) {
    WorkerExecutor workers = DATABASE.vertx().createSharedWorkerExecutor("published");
    return new PublishedModels(rig.models, new ModelFolder(disk), workers).load(version).await();
  }

  private ModelVersion version(StudyFixture study, int version) {
    return rig.models.find(study.id(), version).await().orElseThrow();
  }

  @Test
  void another_machine_or_a_restored_backup_has_the_same_model(@TempDir Path elsewhere)
      throws IOException {
    StudyFixture study = study();
    rig.train(study.id(), QUICK);
    ModelVersion version = version(study, 1);

    RewardModel fetched = load(elsewhere, version);

    assertThat(fetched.checksum()).isEqualTo(load(here, version).checksum());
    assertThat(ModelFolder.sum(elsewhere.resolve(version.artifact())))
        .isEqualTo(version.artifactSum());
    try (Stream<Path> left = Files.list(elsewhere.resolve("study-" + study.id()))) {
      assertThat(left).as("nothing half unpacked").hasSize(1);
    }
  }

  @Test
  void files_that_were_changed_in_the_database_are_refused(@TempDir Path elsewhere) {
    StudyFixture study = study();
    rig.train(study.id(), QUICK);
    rig.train(study.id(), new TrainingSettings("hash", "linear", "bradley-terry,weights", 2, 1, 2));
    study.run(
        """
        update reward_model_files f set content = o.content from reward_model_files o
        where f.study = $1 and f.version = 1 and o.study = $1 and o.version = 2
        """,
        study.id());

    assertThatThrownBy(() -> load(elsewhere, version(study, 1)))
        .isInstanceOf(PublishedModels.Unusable.class)
        .hasMessageContaining("are not those that were registered");
  }

  @Test
  void files_of_old_versions_that_never_answered_are_deleted() {
    StudyFixture study = study();
    rig.train(study.id(), QUICK);
    rig.train(study.id(), QUICK);
    rig.promote(study, 1);
    for (int i = 2; i < 22; i++) {
      rig.train(study.id(), QUICK);
    }

    ModelVersion old = version(study, 2);
    assertThat(old.discardedAt()).isNotNull();
    assertThat(here.resolve(old.artifact())).doesNotExist();
    assertThatThrownBy(() -> load(here, old)).hasMessageContaining("were deleted");
    assertThat(rig.models.promote(study.id(), 2, 1, "test", false).await()).isFalse();
    assertThat(version(study, 1).discardedAt()).as("it answers").isNull();
    assertThat(version(study, 3).discardedAt()).as("among the last twenty").isNull();
    assertThat(load(here, version(study, 1)).checksum())
        .isEqualTo(version(study, 1).card().getString("checksum"));
  }
}
