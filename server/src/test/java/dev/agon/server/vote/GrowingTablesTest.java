package dev.agon.server.vote;

import static dev.agon.server.sql.StudyFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.server.comparison.ContentStore;
import dev.agon.server.comparison.DraftStore;
import dev.agon.server.comparison.ReopenedStore;
import dev.agon.server.comparison.Serving;
import dev.agon.server.comparison.draw.DrawStore;
import dev.agon.server.http.input.Documents;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.GroupCommit;
import dev.agon.server.sql.Pools;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One connection that prepared its statements when the tables were empty, and the blocks that it
 * touches as they grow. Nothing is analysed meanwhile, so no plan is made anew.
 */
@Tag("slow")
class GrowingTablesTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  /** What a draw with its vote may touch; it was some 260 on trees of three levels. */
  private static final long MOST_BLOCKS = 500;

  private static final int VOTES = 10;

  private Pool old;
  private Pool other;
  private StudyFixture study;
  private VoteStore votes;

  @BeforeEach
  void prepareOnEmptyTables() {
    old = Pools.create(DATABASE.vertx(), DATABASE.address(), 1, Pools.Planning.ONCE);
    other = Pools.create(DATABASE.vertx(), DATABASE.address(), 1, Pools.Planning.AFRESH);
    for (String table : List.of("place", "vote", "comparison", "judgement", "skip", "annotator")) {
      await(other.query("alter table " + table + " set (autovacuum_enabled = off)").execute());
    }
    await(other.query("set statement_timeout = '20min'").execute());
    // They look at each of a million texts, which has nothing to do with votes.
    await(other.query("alter table comparison disable trigger comparison_languages").execute());
    await(other.query("alter table place disable trigger place_languages").execute());
    study = StudyFixture.create(other, 3, 0, 1);
    votes = new VoteStore(old, GroupCommit.Limits.GROUPED);
    long early = study.annotator("early");
    assertThat(next(serving(), early).getString("state")).isEqualTo("finished");
    assertThat(vote(early, UUID.randomUUID())).isInstanceOf(VoteResult.LeaseLost.class);
  }

  @AfterEach
  void close() {
    old.close().await();
    other.close().await();
  }

  private Serving serving() {
    return new Serving(
        new DrawStore(DATABASE.vertx(), old, GroupCommit.Limits.GROUPED),
        new ContentStore(old, (text, turns, language) -> text),
        new ReopenedStore(old),
        new DraftStore(old));
  }

  private JsonObject next(Serving serving, long annotator) {
    return new JsonObject(Documents.bytes(await(serving.next(study.id(), annotator))));
  }

  private VoteResult vote(long annotator, UUID token) {
    return await(
        votes.record(
            new Ballot(
                study.id(),
                annotator,
                token,
                UUID.randomUUID(),
                Buffer.buffer("a body"),
                0,
                false,
                List.of(new Ballot.Choice(1, Outcome.FIRST, null)),
                null,
                Ballot.Source.API,
                null,
                null,
                null)));
  }

  /** To so many places, each of a comparison and a prompt of its own. */
  private void growTo(long places) {
    long have = study.scalar("select count(*) from place where study = $1", study.id());
    study.run(
        """
        with p as (
          insert into prompt (study, external_id, text)
          select $1, 'q' || g, 'Prompt ' || g from generate_series($2::bigint + 1, $3::bigint) g
          returning id),
        m as (
          select id, generators, row_number() over (order by id) - 1 as nth from matchup where study = $1),
        r as (
          insert into response (study, prompt, generator, text)
          select $1, p.id, g, 'Response' from p join m on m.nth = p.id % 3, unnest(m.generators) g
          returning id, prompt),
        c as (
          insert into comparison (study, external_id, prompt, responses, matchup, wanted)
          select $1, 'c' || r.prompt, r.prompt, array_agg(r.id order by r.id), m.id, 1
          from r join m on m.nth = r.prompt % 3 group by r.prompt, m.id
          returning id, matchup)
        insert into place (study, comparison, matchup, presentation)
        select $1, id, matchup, '{1,2}' from c
        """,
        study.id(), have, places);
    flush(other);
  }

  private void flush(Pool pool) {
    await(pool.query("select pg_stat_force_next_flush()").execute());
    await(pool.query("select 1").execute());
  }

  private long blocks() {
    flush(old);
    flush(other);
    await(other.query("select pg_stat_clear_snapshot()").execute());
    return study.scalar(
        """
        select sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read + idx_blks_hit, 0))::bigint
        from pg_statio_user_tables
        """);
  }

  private long blocksOfAVote(String name) {
    long annotator = study.annotator(name);
    Serving serving = serving();
    long before = blocks();
    for (int k = 0; k < VOTES; k++) {
      JsonArray held = next(serving, annotator).getJsonArray("assignments");
      assertThat(held).hasSize(2);
      UUID token = UUID.fromString(held.getJsonObject(0).getString("token"));
      assertThat(vote(annotator, token)).isInstanceOf(VoteResult.Recorded.class);
    }
    return (blocks() - before) / VOTES;
  }

  @Test
  void a_vote_and_the_next_pair_cost_the_same_however_much_is_stored() {
    growAndVote(1_000, 10_000);
  }

  @Test
  @Tag("long")
  void a_vote_and_the_next_pair_cost_the_same_at_a_million_places() {
    growAndVote(1_000, 1_000_000);
  }

  private void growAndVote(long... sizes) {
    for (long places : sizes) {
      growTo(places);

      long blocks = blocksOfAVote("at " + places);

      System.out.println(places + " places: " + blocks + " blocks a vote");
      assertThat(blocks).as("at %d places", places).isBetween(10L, MOST_BLOCKS);
    }
  }
}
