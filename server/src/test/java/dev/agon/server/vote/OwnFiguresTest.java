package dev.agon.server.vote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.server.http.TestSite;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an annotator is told of their own judgements, on the page itself. */
@Tag("slow")
class OwnFiguresTest {
  private static final String TOO_FEW = "too few answers to say";

  private TestSite site;
  private StudyFixture study;
  private VoteStore votes;
  private long ada;
  private final List<UUID> answered = new ArrayList<>();

  @BeforeEach
  void newStudy() {
    site =
        TestSite.start(
            (test, router) ->
                new OwnFiguresRoutes(new OwnFiguresStore(test.pool), test.pages).mount(router));
    study = StudyFixture.create(site.pool, 2, 45, 4).open(60);
    votes = new VoteStore(site.pool, GroupCommit.Limits.GROUPED);
    ada = study.annotator("ada");
    set("show_agreement = true, show_own_board = true");
  }

  @AfterEach
  void close() {
    site.close();
  }

  private void set(String settings) {
    study.run("update study set " + settings + " where id = $1", study.id());
  }

  /** Records what an annotator prefers in the comparison's own order. */
  private void vote(long annotator, UUID token, int replaces, Outcome own) {
    long swapped =
        study.scalar(
            "select case when presentation[1] = 1 then 0 else 1 end from place where token = $1",
            token);
    VoteResult result =
        votes
            .record(
                new Ballot(
                    study.id(),
                    annotator,
                    token,
                    UUID.randomUUID(),
                    Buffer.buffer(UUID.randomUUID().toString()),
                    replaces,
                    false,
                    List.of(new Ballot.Choice(1, swapped == 0 ? own : own.swapped(), null)),
                    null,
                    Ballot.Source.PAGE,
                    null,
                    null,
                    null))
            .await();
    assertThat(result).isInstanceOf(VoteResult.Recorded.class);
  }

  /** All who are given judge the first so many comparisons, one after another. */
  private void judge(long annotator, int comparisons, Outcome own) {
    for (int k = 0; k < comparisons; k++) {
      UUID token =
          UUID.fromString(
              study.text(
                  """
                  update place p set state = 1, annotator = $2, slot = 1, token = gen_random_uuid(),
                    leased_at = now(), deadline = now() + interval '1 hour'
                  where p.id = (
                    select f.id from place f join comparison c on c.id = f.comparison
                    where f.study = $1 and f.state = 0 and not exists (
                      select from place x where x.annotator = $2 and x.comparison = f.comparison)
                    order by c.id, f.id limit 1)
                  returning p.token::text
                  """,
                  study.id(),
                  annotator));
      vote(annotator, token, 0, own);
      if (annotator == ada) {
        answered.add(token);
      }
    }
  }

  /** The time for undo goes by, and whoever cuts batches notes it. */
  private void minutesPass() {
    study.age("5 minutes");
    study.run("select settle_study($1)", study.id());
  }

  private String page() {
    var answer =
        site.getPage("/studies/" + study.slug() + "/figures", site.annotator(study.slug(), ada));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.bodyAsString();
  }

  @Test
  void a_study_that_tells_nothing_has_no_such_page() {
    set("show_agreement = false, show_own_board = false");

    assertThat(
            site.getPage("/studies/" + study.slug() + "/figures", site.annotator(study.slug(), ada))
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void agreement_needs_twenty_comparisons_that_others_judged_and_moves_in_steps_of_twenty() {
    judge(ada, 39, Outcome.FIRST);
    judge(study.annotator("ben"), 19, Outcome.FIRST);
    minutesPass();
    assertThat(page()).contains(TOO_FEW).doesNotContain("95 % interval");

    long cy = study.annotator("cy");
    judge(cy, 20, Outcome.FIRST);
    minutesPass();
    assertThat(page()).contains("100 %", "of 20 comparisons; 95 % interval 84 to 100 %");

    judge(study.annotator("dee"), 39, Outcome.SECOND);
    minutesPass();
    // Nineteen go with ada by two to one, the next is one to one, the rest have dee alone against.
    assertThat(page()).contains("95 %", "of 20 comparisons; 95 % interval 76 to 99 %");
  }

  @Test
  void in_an_open_study_only_what_is_final_is_told_of_oneself_and_of_others() {
    judge(ada, 20, Outcome.SECOND);
    answered.forEach(token -> vote(ada, token, 1, Outcome.FIRST));
    judge(study.annotator("ben"), 20, Outcome.FIRST);
    assertThat(page()).contains(TOO_FEW);

    minutesPass();
    String before = page();
    assertThat(before).contains("100 %");

    judge(study.annotator("cy"), 20, Outcome.SECOND);
    judge(study.annotator("dee"), 20, Outcome.SECOND);
    assertThat(page()).isEqualTo(before);

    minutesPass();
    assertThat(page()).contains("<strong class=\"numbers\">0 %");
  }

  @Test
  void a_blind_study_tells_nothing_of_others_before_it_is_closed() {
    set("blinding = 'blind'");
    judge(ada, 20, Outcome.FIRST);
    judge(study.annotator("ben"), 20, Outcome.FIRST);
    study.age("5 minutes");
    assertThat(page())
        .contains("This is shown when the study is closed: until then answers can be changed")
        .doesNotContain("100 %", TOO_FEW);

    answered.subList(0, 10).forEach(token -> vote(ada, token, 1, Outcome.SECOND));
    set("state = 'closed', closed_at = now()");
    assertThat(page()).contains("50 %", "95 % interval 30 to 70 %");
  }

  @Test
  void an_excluded_annotators_answers_are_no_ones_majority() {
    judge(ada, 20, Outcome.FIRST);
    long ben = study.annotator("ben");
    judge(ben, 20, Outcome.FIRST);
    minutesPass();
    study.run("update annotator set excluded_at = now() where id = $1", ben);

    assertThat(page()).contains(TOO_FEW);
  }

  @Test
  void the_own_board_opens_with_names_when_the_study_is_closed_and_counts_own_votes_alone() {
    judge(ada, 12, Outcome.FIRST);
    judge(study.annotator("ben"), 40, Outcome.SECOND);
    String open = page();
    assertThat(open)
        .contains("It is shown when the study is closed")
        .doesNotContain(">g1<", ">g2<");

    set("state = 'closed', closed_at = now()");
    String closed = page();
    assertThat(closed).contains("12 judgements of yours");
    assertThat(closed.indexOf(">g1<")).isPositive().isLessThan(closed.indexOf(">g2<"));
  }

  @Test
  void without_a_vote_the_own_board_says_so() {
    set("state = 'closed', closed_at = now()");

    assertThat(page()).contains("None of your answers compares two models");
  }
}
