package dev.agon.server.http.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.StudyFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HomeStoreTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private StudyFixture study;

  @BeforeEach
  void newStudy() {
    study = StudyFixture.create(DATABASE.pool(), 2, 1, 1);
  }

  private boolean isListed() {
    return new HomeStore(DATABASE.pool())
        .boards().await().stream().anyMatch(board -> board.path().contains(study.slug()));
  }

  @Test
  void a_public_board_stands_on_the_start_page() {
    study.run("update study set board_visibility = 'public' where id = $1", study.id());

    assertThat(isListed()).isTrue();
  }

  @Test
  void one_that_is_to_be_found_by_its_address_only_does_not() {
    study.run(
        "update study set board_visibility = 'public', on_start_page = false where id = $1",
        study.id());

    assertThat(isListed()).isFalse();
  }

  @Test
  void neither_does_one_that_is_private() {
    study.run("update study set board_visibility = 'private' where id = $1", study.id());

    assertThat(isListed()).isFalse();
  }
}
