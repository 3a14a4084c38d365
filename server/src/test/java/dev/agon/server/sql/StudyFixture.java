package dev.agon.server.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A running study with generators g1.., prompts p1.. and every pair of generators a prompt. */
public record StudyFixture(Pool pool, long id, String slug) {

  public static StudyFixture create(Pool pool, int generators, int prompts, int overlap) {
    String slug = "s" + UUID.randomUUID().toString().substring(0, 8);
    long id =
        scalar(
            pool,
            """
            insert into study (slug, name, state, overlap, join_code, board_code, board_visibility, published_at)
            values ($1, 'Fixture', 'running', $2, $3, $4, 'public', now()) returning id
            """,
            slug,
            overlap,
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString());
    run(pool, "insert into study_clock (study) values ($1)", id);
    run(pool, "insert into study_version (study, version, settings) values ($1, 1, '{}')", id);
    run(pool, "insert into criterion (study, ordinal, name) values ($1, 1, 'overall')", id);
    run(
        pool,
        "insert into generator (study, name) select $1, 'g' || g from generate_series(1, $2) g",
        id,
        generators);
    run(
        pool,
        """
        insert into prompt (study, external_id, text)
        select $1, 'p' || p, 'Prompt ' || p from generate_series(1, $2) p
        """,
        id,
        prompts);
    run(
        pool,
        """
        insert into response (study, prompt, generator, text)
        select $1, p.id, g.id, 'Response of ' || md5(g.name) || ' to ' || p.external_id
        from prompt p, generator g where p.study = $1 and g.study = $1
        """,
        id);
    run(
        pool,
        """
        insert into matchup (study, generators)
        select $1, array[a.id, b.id] from generator a join generator b on a.id < b.id
        where a.study = $1 and b.study = $1
        """,
        id);
    run(
        pool,
        """
        insert into comparison (study, external_id, prompt, responses, matchup, wanted)
        select $1, p.external_id || ':' || m.id, p.id, array[a.id, b.id], m.id, $2
        from prompt p join matchup m on m.study = $1
          join response a on a.prompt = p.id and a.generator = m.generators[1]
          join response b on b.prompt = p.id and b.generator = m.generators[2]
        where p.study = $1
        """,
        id,
        overlap);
    run(
        pool,
        """
        insert into place (study, comparison, matchup, presentation)
        select $1, c.id, c.matchup,
          case when (k + c.id) % 2 = 0 then '{1,2}'::smallint[] else '{2,1}'::smallint[] end
        from comparison c, generate_series(1, $2) k where c.study = $1
        """,
        id,
        overlap);
    return new StudyFixture(pool, id, slug);
  }

  /** The same study with boards that others see while it runs, of answers older than that. */
  public StudyFixture open(int undoSeconds) {
    run("update study set blinding = 'open', undo_seconds = $2 where id = $1", id, undoSeconds);
    return this;
  }

  public long annotator(String pseudonym) {
    return scalar(
        pool,
        """
        insert into annotator (study, pseudonym, consent_version, consented_at)
        values ($1, $2, 1, now()) returning id
        """,
        id,
        pseudonym);
  }

  public List<Long> annotators(int n) {
    List<Long> all = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      all.add(annotator("annotator " + k + " " + UUID.randomUUID()));
    }
    return all;
  }

  /** Leases any free place whose comparison the annotator has not seen, as a draw would. */
  public UUID lease(long annotator) {
    Row row =
        await(
                pool.preparedQuery(
                        """
                        update place p set state = 1, annotator = $2, slot = coalesce((
                            select 2 from place x where x.annotator = $2 and x.state = 1 and x.slot = 1), 1),
                          token = gen_random_uuid(), leased_at = now(), deadline = now() + interval '1 hour',
                          policy = 1, propensity = 0.5, eligible = 2, fallback = false
                        where p.id = (
                          select f.id from place f where f.study = $1 and f.state = 0 and not exists (
                            select from place x where x.annotator = $2 and x.comparison = f.comparison)
                          order by f.rnd limit 1 for update skip locked)
                        returning p.token
                        """)
                    .execute(Tuple.of(id, annotator)))
            .iterator()
            .next();
    return row.getUUID("token");
  }

  public long scalar(String sql, Object... parameters) {
    return scalar(pool, sql, parameters);
  }

  /** The first column of the first row as a text. */
  public String text(String sql, Object... parameters) {
    return await(pool.preparedQuery(sql).execute(Tuple.from(parameters)))
        .iterator()
        .next()
        .getString(0);
  }

  public void run(String sql, Object... parameters) {
    run(pool, sql, parameters);
  }

  private static long scalar(Pool pool, String sql, Object... parameters) {
    Row row = await(pool.preparedQuery(sql).execute(Tuple.from(parameters))).iterator().next();
    return ((Number) row.getValue(0)).longValue();
  }

  private static void run(Pool pool, String sql, Object... parameters) {
    await(pool.preparedQuery(sql).execute(Tuple.from(parameters)));
  }

  /** Makes all votes older than they are, which nobody else can. */
  public void age(String interval) {
    run("alter table vote disable trigger vote_is_immutable");
    run(
        "update vote set sent_at = sent_at - $2::text::interval, shown_at = shown_at - $2::text::interval where study = $1",
        id,
        interval);
    run("alter table vote enable trigger vote_is_immutable");
  }

  /** Waits for a future from a test's own thread. */
  public static <T> T await(Future<T> future) {
    return future.await();
  }
}
