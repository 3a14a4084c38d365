package dev.agon.server.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.core.LeaseStore;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.StudyFixture;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows of trainings as a clock leaves them that was forty days ahead and has been put right. */
class TrainingClockJumpTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private StudyFixture study;
  private TrainingPolicyStore policies;
  private TrainingRunStore runs;

  @BeforeEach
  void askForATraining() {
    study = TrainingRig.study(DATABASE.pool(), 2, 2, 1);
    policies = new TrainingPolicyStore(DATABASE.pool());
    runs = new TrainingRunStore(DATABASE.pool());
    policies.demand(study.id(), "Ada", TrainingSettings.DEFAULT).await();
  }

  private void ahead(String table, String column) {
    study.run(
        "update %s set %s = now() + interval '40 days' where study = $1".formatted(table, column),
        study.id());
  }

  @Test
  void a_study_held_until_the_future_by_a_trainer_that_is_gone_is_taken_over() {
    new LeaseStore(DATABASE.pool(), LeaseStore.Work.TRAINING, "gone").claim(study.id()).await();
    ahead("training_lease", "expires_at");

    assertThat(runs.work("here").await()).contains(study.id());
    assertThat(
            new LeaseStore(DATABASE.pool(), LeaseStore.Work.TRAINING, "here")
                .claim(study.id())
                .await())
        .isPresent();
  }

  @Test
  void a_trainer_that_is_there_brings_its_own_lease_back_to_the_present() {
    LeaseStore leases = new LeaseStore(DATABASE.pool(), LeaseStore.Work.TRAINING, "here");
    leases.claim(study.id()).await();
    ahead("training_lease", "expires_at");

    assertThat(leases.renew(List.of(study.id())).await()).containsExactly(study.id());

    assertThat(
            new LeaseStore(DATABASE.pool(), LeaseStore.Work.TRAINING, "other")
                .claim(study.id())
                .await())
        .isEmpty();
  }

  @Test
  void a_run_that_was_sent_in_the_future_is_sent_again() {
    ahead("training_run", "sent_at");

    assertThat(policies.resend(5).await())
        .extracting(due -> due.batch().study())
        .contains(study.id());
  }

  @Test
  void a_run_that_was_begun_in_the_future_is_said_to_be_silent() {
    ahead("training_run", "touched_at");

    assertThat(runs.runs(study.id(), 1).await().getFirst().silent()).isTrue();
  }
}
