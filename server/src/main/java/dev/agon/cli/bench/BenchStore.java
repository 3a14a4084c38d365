package dev.agon.cli.bench;

import dev.agon.server.http.session.Secrets;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Makes studies for load runs and looks at what they left. */
final class BenchStore {
  private final Pool pool;

  BenchStore(Pool pool) {
    this.pool = pool;
  }

  /** A running study and the bearer tokens of its annotators. */
  record Made(long id, String slug, List<String> tokens) {}

  Made create(int generators, int prompts, int overlap, int leaseSeconds, int annotators) {
    String slug = "load-" + UUID.randomUUID();
    long id =
        row(BenchSql.STUDY, slug, overlap, leaseSeconds, Secrets.create(), Secrets.create())
            .getLong(0);
    for (String part : BenchSql.PARTS) {
      run(part, id);
    }
    run(BenchSql.GENERATORS, id, generators);
    run(BenchSql.PROMPTS, id, prompts);
    run(BenchSql.RESPONSES, id);
    run(BenchSql.MATCHUPS, id);
    run(BenchSql.COMPARISONS, id, overlap);
    run(BenchSql.PLACES, id, overlap);
    List<String> tokens = new ArrayList<>();
    for (int k = 0; k < annotators; k++) {
      tokens.add(Secrets.create());
    }
    Buffer[] hashes =
        tokens.stream().map(t -> Buffer.buffer(Secrets.hash(t))).toArray(Buffer[]::new);
    pool.preparedQuery(BenchSql.ANNOTATORS).execute(Tuple.of(id).addArrayOfBuffer(hashes)).await();
    pool.query("analyze").execute().await();
    return new Made(id, slug, tokens);
  }

  /** The table that a bare INSERT goes to: a key and a unique identifier, as a vote has. */
  void bareTable() {
    pool.query(BenchSql.BARE_TABLE).execute().await();
  }

  /** What is wrong with the study's rows, by promise; empty when every promise holds. */
  Map<String, Long> violations(long study) {
    Map<String, Long> broken = new TreeMap<>();
    for (Row row : pool.preparedQuery(BenchSql.VIOLATIONS).execute(Tuple.of(study)).await()) {
      if (row.getLong("broken") != 0) {
        broken.put(row.getString("promise"), row.getLong("broken"));
      }
    }
    return broken;
  }

  /** Every committed vote's number by its key. */
  Map<UUID, Long> receipts(long study) {
    Map<UUID, Long> receipts = new HashMap<>();
    for (Row row : pool.preparedQuery(BenchSql.RECEIPTS).execute(Tuple.of(study)).await()) {
      receipts.put(row.getUUID("key"), row.getLong("number"));
    }
    return receipts;
  }

  long standing(long study) {
    return row(BenchSql.STANDING, study).getLong(0);
  }

  long clock(long study) {
    return row(BenchSql.CLOCK, study).getLong(0);
  }

  /** Where the board stands and how many votes it counts. */
  record Counted(long watermark, long votes) {}

  Counted board(long study) {
    for (Row row : execute(BenchSql.BOARD, study).await()) {
      return new Counted(row.getLong("watermark"), row.getLong("votes"));
    }
    return new Counted(0, 0);
  }

  private Row row(String sql, Object... parameters) {
    return execute(sql, parameters).await().iterator().next();
  }

  private void run(String sql, Object... parameters) {
    execute(sql, parameters).await();
  }

  private Future<RowSet<Row>> execute(String sql, Object... parameters) {
    return pool.preparedQuery(sql).execute(Tuple.from(parameters));
  }
}
