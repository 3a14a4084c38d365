package dev.agon.server.ranking;

import static dev.agon.server.ranking.RankingRig.awaitBoard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.ranking.Method;
import dev.agon.server.ranking.rank.CriterionState;
import dev.agon.server.sql.Backup;
import dev.agon.server.sql.Restore;
import dev.agon.server.sql.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RestoredStudyTest {
  @Test
  void after_backup_and_restore_the_next_votes_are_ranked_where_the_numbers_go_on(
      @TempDir Path folder) throws Exception {
    Path file = folder.resolve("all.agonbackup");
    try (TestDatabase old = TestDatabase.create();
        TestDatabase restored = TestDatabase.create()) {
      long comparison;
      try (RankingRig node = new RankingRig(old).batcher().ranker();
          VoteFixture study = VoteFixture.study(old, "moved")) {
        comparison = study.comparison(study.generator("a"), study.generator("b"));
        for (int i = 0; i < 5; i++) {
          study.vote(study.annotator("person"), comparison, Outcome.FIRST);
        }
        awaitBoard(study, Duration.ofSeconds(10));
        study.vote(study.annotator("person"), comparison, Outcome.SECOND);
        assertThat(node.vertx.isClustered()).isFalse();
        Backup.write(old.address(), file);
      }
      Restore.run(restored.address(), file);

      try (RankingRig node = new RankingRig(restored).batcher().ranker();
          VoteFixture study = VoteFixture.existing(restored, "moved")) {
        assertThat(study.number()).isEqualTo(6);
        study.vote(study.annotator("person"), comparison, Outcome.SECOND);
        awaitBoard(study, Duration.ofSeconds(15));

        assertThat(study.watermark()).isEqualTo(7);
        assertThat(Recount.stored(study, restored, CriterionState.ALL))
            .isEqualTo(Recount.ofRows(restored, study, Method.BRADLEY_TERRY, Set.of()));
        assertThat(node.vertx.isClustered()).isFalse();
      }
    }
  }
}
