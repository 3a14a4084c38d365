package dev.agon.server.vote;

import dev.agon.question.Shown;
import dev.agon.server.core.StoredForm;
import dev.agon.server.core.StudyState;
import dev.agon.server.sql.BoundedCache;
import dev.agon.server.sql.GroupCommit;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Commits votes, many in one statement under load, and answers their receipts. */
public final class VoteStore {
  private static final String UNIQUE_VIOLATION = "23505";

  private static final Duration FORM_AGE = Duration.ofSeconds(5);
  private static final int MOST_FORMS = 1_000;

  private static final Duration[] COMMIT_BUCKETS =
      IntStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Pool pool;
  private final BoundedCache<Long, BallotForm> forms = new BoundedCache<>(FORM_AGE, MOST_FORMS);
  private final GroupCommit<Ballot, VoteResult> commits;
  private final MeterRegistry meters;
  private final Timer commitTime;

  /** A store that is not measured. */
  public VoteStore(Pool pool, GroupCommit.Limits limits) {
    this(pool, limits, new CompositeMeterRegistry());
  }

  /** A store that counts votes by what became of them, and times their commits. */
  public VoteStore(Pool pool, GroupCommit.Limits limits, MeterRegistry meters) {
    this.pool = pool;
    this.meters = meters;
    this.commitTime =
        Timer.builder("agon.vote.commit")
            .description("From taking a vote to its committed answer, waiting for others included")
            .serviceLevelObjectives(COMMIT_BUCKETS)
            .register(meters);
    this.commits = new GroupCommit<>(limits, Ballot::study, Ballot::annotator, this::commit);
  }

  /** What a ballot of the study may say; known for some seconds. */
  Future<BallotForm> form(long study) {
    return forms.get(
        study,
        () ->
            pool.preparedQuery(VoteSql.FORM)
                .execute(Tuple.of(study))
                .map(rows -> form(rows.iterator().next())));
  }

  private static BallotForm form(Row row) {
    Short[] ordinals = row.getArrayOfShorts("ordinals");
    String[] names = row.getArrayOfStrings("names");
    Map<String, Integer> criteria = new HashMap<>();
    for (int k = 0; k < ordinals.length; k++) {
      criteria.put(names[k], (int) ordinals[k]);
    }
    return new BallotForm(
        Map.copyOf(criteria),
        row.getBoolean("allow_tie"),
        row.getBoolean("allow_both_bad"),
        StoredForm.of(row.getString("form")));
  }

  /** What lies before an annotator; empty when the place is not theirs (any more). */
  Future<Optional<Shown>> shown(long annotator, UUID token) {
    return pool.preparedQuery(VoteSql.SHOWN)
        .execute(Tuple.of(annotator, token))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(VoteStore::shown).findFirst());
  }

  private static Shown shown(Row row) {
    String[] texts = row.getArrayOfStrings("texts");
    String[] languages = row.getArrayOfStrings("languages");
    List<Shown.Text> responses = new ArrayList<>(texts.length);
    for (int k = 0; k < texts.length; k++) {
      responses.add(new Shown.Text(texts[k], languages[k]));
    }
    return new Shown(
        new Shown.Text(row.getString("prompt"), row.getString("language")), List.copyOf(responses));
  }

  /** Answers after the vote is committed, or says why it was not taken. */
  Future<VoteResult> record(Ballot ballot) {
    long begun = System.nanoTime();
    return commits
        .submit(ballot)
        .onSuccess(result -> commitTime.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS))
        .compose(
            result ->
                switch (result) {
                  case VoteResult.Recorded r -> Future.succeededFuture(result);
                  case VoteResult.Replayed r -> Future.succeededFuture(result);
                  case VoteResult.KeyReused r -> Future.succeededFuture(result);
                  case VoteResult.LeaseLost r -> unlessKnown(ballot, result);
                  case VoteResult.Outdated r -> unlessKnown(ballot, result);
                  case VoteResult.Final r -> unlessKnown(ballot, result);
                  case VoteResult.StillOpen r -> unlessKnown(ballot, result);
                  case VoteResult.NotTaken r -> unlessKnown(ballot, result);
                  case VoteResult.NotEligible r -> unlessKnown(ballot, result);
                },
            failure ->
                failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState())
                    ? unlessKnown(ballot, new VoteResult.StillOpen())
                    : Future.failedFuture(failure))
        .onComplete(done -> count(done.succeeded() ? done.result() : null));
  }

  private void count(@Nullable VoteResult result) {
    String word =
        switch (result) {
          case null -> "failed";
          case VoteResult.Recorded r -> "recorded";
          case VoteResult.Replayed r -> "replayed";
          case VoteResult.KeyReused r -> "refused";
          case VoteResult.LeaseLost r -> "refused";
          case VoteResult.Outdated r -> "refused";
          case VoteResult.Final r -> "refused";
          case VoteResult.StillOpen r -> "refused";
          case VoteResult.NotTaken r -> "refused";
          case VoteResult.NotEligible r -> "refused";
        };
    meters.counter("agon.votes", "result", word).increment();
  }

  /** How many votes wait for the next statement. */
  public int waiting() {
    return commits.waiting();
  }

  /** Makes all answers that an annotator has given final. */
  Future<Void> endUndo(long annotator) {
    return pool.preparedQuery(VoteSql.END_UNDO).execute(Tuple.of(annotator)).mapEmpty();
  }

  /** The key may have been committed by another node while this statement waited for the place. */
  private Future<VoteResult> unlessKnown(Ballot ballot, VoteResult otherwise) {
    return pool.preparedQuery(VoteSql.BY_KEY)
        .execute(Tuple.of(ballot.annotator(), ballot.key()))
        .map(
            rows -> {
              if (rows.size() == 0) {
                return otherwise;
              }
              Row row = rows.iterator().next();
              return row.getBuffer("body_hash").equals(ballot.bodyHash())
                  ? new VoteResult.Replayed(
                      row.getLong("number"),
                      row.getInteger("revision"),
                      row.getOffsetDateTime("sent_at"))
                  : new VoteResult.KeyReused();
            });
  }

  private Future<List<VoteResult>> commit(long study, List<Ballot> ballots) {
    return pool.preparedQuery(VoteSql.RECORD)
        .execute(parameters(study, ballots))
        .map(this::results);
  }

  private List<VoteResult> results(RowSet<Row> rows) {
    List<VoteResult> results = new ArrayList<>(rows.size());
    for (Row row : rows) {
      results.add(result(row));
    }
    return results;
  }

  private static VoteResult result(Row row) {
    if (row.getLong("number") != null) {
      return new VoteResult.Recorded(
          row.getLong("number"), row.getInteger("revision"), row.getOffsetDateTime("sent_at"));
    } else if (row.getLong("known_number") != null) {
      return row.getBoolean("same")
          ? new VoteResult.Replayed(
              row.getLong("known_number"),
              row.getInteger("known_revision"),
              row.getOffsetDateTime("known_sent_at"))
          : new VoteResult.KeyReused();
    }
    return refusal(row);
  }

  private static VoteResult refusal(Row row) {
    StudyState state = StudyState.of(row.getString("study_state"));
    if (!Boolean.TRUE.equals(row.getBoolean("eligible"))) {
      return new VoteResult.NotEligible();
    } else if (!state.takesAnswers()) {
      return new VoteResult.NotTaken(state.word());
    } else if (!Boolean.TRUE.equals(row.getBoolean("mine"))) {
      return new VoteResult.LeaseLost();
    } else if (row.getBoolean("final")) {
      return new VoteResult.Final();
    }
    return new VoteResult.Outdated(row.getInteger("standing"));
  }

  private static Tuple parameters(long study, List<Ballot> ballots) {
    List<Integer> ballotOf = new ArrayList<>();
    List<Ballot.Choice> choices = new ArrayList<>();
    for (int k = 0; k < ballots.size(); k++) {
      for (Ballot.Choice choice : ballots.get(k).choices()) {
        ballotOf.add(k + 1);
        choices.add(choice);
      }
    }
    return Tuple.tuple(
        new ArrayList<>(
            Arrays.asList(
                study,
                array(ballots, Ballot::assignment, UUID[]::new),
                array(ballots, Ballot::annotator, Long[]::new),
                array(ballots, Ballot::key, UUID[]::new),
                array(ballots, Ballot::bodyHash, Buffer[]::new),
                array(ballots, Ballot::replaces, Integer[]::new),
                array(ballots, Ballot::withdrawn, Boolean[]::new),
                array(ballots, Ballot::shownMsAgo, Integer[]::new),
                array(ballots, Ballot::activeMs, Integer[]::new),
                array(ballots, b -> b.source().code(), String[]::new),
                array(ballots, Ballot::comment, String[]::new),
                array(ballots, Ballot::answers, String[]::new),
                ballotOf.toArray(Integer[]::new),
                array(choices, c -> (short) c.criterion(), Short[]::new),
                array(choices, c -> (short) c.first(), Short[]::new),
                array(choices, c -> (short) c.second(), Short[]::new),
                array(choices, c -> (short) c.onScreen().code(), Short[]::new),
                array(choices, VoteStore::strength, Short[]::new),
                array(choices, c -> (float) c.weight(), Float[]::new))));
  }

  private static @Nullable Short strength(Ballot.Choice choice) {
    Integer strength = choice.strength();
    return strength == null ? null : (short) (int) strength;
  }

  private static <T, R> R[] array(
      List<T> items, Function<T, ? extends @Nullable R> value, IntFunction<R[]> make) {
    Stream<? extends R> values = items.stream().map(value);
    return values.toArray(make);
  }
}
