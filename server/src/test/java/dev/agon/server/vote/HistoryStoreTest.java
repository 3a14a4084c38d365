package dev.agon.server.vote;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.vote.HistoryStore.Choice;
import dev.agon.server.vote.HistoryStore.Entry;
import dev.agon.server.vote.HistoryStore.Pair;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HistoryStoreTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private StudyFixture study;
  private VoteStore votes;
  private HistoryStore store;
  private long annotator;

  @BeforeEach
  void newStudy() {
    study = StudyFixture.create(DATABASE.pool(), 3, 8, 2);
    votes = new VoteStore(DATABASE.votePool(), GroupCommit.Limits.GROUPED);
    store = new HistoryStore(DATABASE.pool());
    annotator = study.annotator("ada");
  }

  private void vote(UUID token, int replaces, @Nullable Outcome onScreen, @Nullable String note) {
    VoteResult result =
        await(
            votes.record(
                new Ballot(
                    study.id(),
                    annotator,
                    token,
                    UUID.randomUUID(),
                    Buffer.buffer(UUID.randomUUID().toString()),
                    replaces,
                    onScreen == null,
                    onScreen == null ? List.of() : List.of(new Ballot.Choice(1, onScreen, null)),
                    null,
                    Ballot.Source.PAGE,
                    null,
                    null,
                    note)));
    assertThat(result).isInstanceOf(VoteResult.Recorded.class);
  }

  private UUID voted(Outcome onScreen) {
    UUID token = study.lease(annotator);
    vote(token, 0, onScreen, null);
    return token;
  }

  private List<Entry> all() {
    return await(store.page(annotator, Long.MAX_VALUE, 100));
  }

  @Test
  void an_answer_is_told_as_it_was_seen_whichever_response_came_first() {
    for (String order : List.of("{1,2}", "{2,1}")) {
      for (Outcome outcome : Outcome.values()) {
        UUID token = study.lease(annotator);
        study.run(
            "update place set presentation = $2::text::smallint[] where token = $1", token, order);
        vote(token, 0, outcome, null);

        String told = all().getFirst().choices().getFirst().choice();

        assertThat(told.toUpperCase(java.util.Locale.ROOT)).isEqualTo(outcome.name());
      }
    }
  }

  @Test
  void a_pair_is_shown_in_the_order_it_was_seen_in() {
    UUID token = study.lease(annotator);
    study.run("update place set presentation = '{2,1}' where token = $1", token);
    vote(token, 0, Outcome.FIRST, null);

    Pair pair = await(store.pair(annotator, token));

    assertThat(
            study.scalar(
                """
                select count(*) from place p join comparison c on c.id = p.comparison
                  join response a on a.id = c.responses[2] join response b on b.id = c.responses[1]
                where p.token = $1 and strpos($2, a.text) > 0 and strpos($3, b.text) > 0
                """,
                token,
                pair.responses().get(0).html(),
                pair.responses().get(1).html()))
        .isEqualTo(1);
  }

  @Test
  void a_changed_answer_stands_once_and_first() {
    UUID first = voted(Outcome.FIRST);
    UUID second = voted(Outcome.SECOND);
    vote(first, 1, Outcome.TIE, "on second thoughts");

    List<Entry> all = all();

    assertThat(all).extracting(Entry::token).containsExactly(first, second);
    assertThat(all.getFirst().choices()).containsExactly(new Choice(1, "tie"));
    assertThat(all.getFirst().revision()).isEqualTo(2);
    assertThat(all.getFirst().comment()).isEqualTo("on second thoughts");
  }

  @Test
  void an_answer_taken_back_is_gone() {
    UUID token = voted(Outcome.FIRST);
    vote(token, 1, null, null);

    assertThat(all()).isEmpty();
    assertThat(await(store.entry(annotator, token))).isEmpty();
  }

  @Test
  void nobody_reads_the_answers_of_another() {
    UUID token = voted(Outcome.FIRST);
    long other = study.annotator("bob");

    assertThat(await(store.page(other, Long.MAX_VALUE, 100))).isEmpty();
    assertThat(await(store.entry(other, token))).isEmpty();
    assertThat(await(store.entry(annotator, token))).isPresent();
  }

  @Test
  void pages_follow_each_other_without_gap_or_repetition() {
    List<UUID> tokens = new ArrayList<>();
    for (int k = 0; k < 7; k++) {
      tokens.addFirst(voted(Outcome.FIRST));
    }
    List<UUID> read = new ArrayList<>();
    long before = Long.MAX_VALUE;
    List<Entry> page = await(store.page(annotator, before, 3));
    while (!page.isEmpty()) {
      page.forEach(entry -> read.add(entry.token()));
      before = page.getLast().number();
      page = await(store.page(annotator, before, 3));
    }

    assertThat(read).containsExactlyElementsOf(tokens);
  }
}
