package dev.agon.server.comparison;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.StudyFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContentStoreTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  @Test
  void a_text_is_rendered_once_however_many_comparisons_show_it() {
    StudyFixture study = StudyFixture.create(DATABASE.votePool(), 5, 3, 1);
    List<String> rendered = Collections.synchronizedList(new ArrayList<>());
    ContentStore store =
        new ContentStore(
            DATABASE.votePool(),
            (text, turns, language) -> {
              rendered.add(text);
              return "<p>" + text + "</p>";
            });

    for (int k = 0; k < 30; k++) {
      long comparison =
          study.scalar(
              "select id from comparison where study = $1 order by id limit 1 offset $2",
              study.id(),
              (long) k);
      Map<Long, Content> contents = await(store.of(List.of(comparison)));
      assertThat(contents).containsOnlyKeys(comparison);
    }

    // Three prompts and five responses to each, in thirty comparisons.
    assertThat(rendered).hasSize(18).doesNotHaveDuplicates();
  }

  @Test
  void the_same_text_in_another_language_or_as_a_dialogue_is_another_one() {
    Renderings renderings =
        new Renderings((text, turns, language) -> text + turns + language, 1_000);

    assertThat(renderings.of("a", null, "en").html()).isEqualTo("anullen");
    assertThat(renderings.of("a", null, "fr").html()).isEqualTo("anullfr");
    assertThat(renderings.of("a", "[]", "fr").html()).isEqualTo("a[]fr");
    assertThat(renderings.of("ae", null, "n").html()).isEqualTo("aenulln");
  }

  @Test
  void what_was_shown_longest_ago_is_forgotten_when_there_is_too_much() {
    List<String> rendered = new ArrayList<>();
    Renderings renderings =
        new Renderings(
            (text, turns, language) -> {
              rendered.add(text);
              return text;
            },
            25);

    for (String text : List.of("first", "other", "first", "third", "first", "other")) {
      renderings.of(text, null, "en");
    }

    assertThat(rendered).containsExactly("first", "other", "third", "other");
  }
}
