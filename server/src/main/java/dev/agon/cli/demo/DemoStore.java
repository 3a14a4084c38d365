package dev.agon.cli.demo;

import dev.agon.server.http.session.Secrets;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Completes the sample study and gives its crowd tokens; called from the command's own thread. */
public final class DemoStore {
  private final Pool pool;

  /** A store on the serving process' pool. */
  public DemoStore(Pool pool) {
    this.pool = pool;
  }

  /** The sample study as it is in the database. */
  public record Found(long id, String joinCode, String state) {}

  /** The study of this slug. */
  public Optional<Found> find(String slug) {
    for (Row row : pool.preparedQuery(DemoSql.STUDY).execute(Tuple.of(slug)).await()) {
      return Optional.of(
          new Found(row.getLong("id"), row.getString("join_code"), row.getString("state")));
    }
    return Optional.empty();
  }

  /** Gives an imported study the sample's settings and its generators their lineage. */
  public void complete(long study, DemoStudy demo) {
    JsonObject settings = demo.settings();
    pool.preparedQuery(DemoSql.SETTINGS).execute(Tuple.of(study, settings)).await();
    JsonObject criterion = settings.getJsonArray("criteria").getJsonObject(0);
    pool.preparedQuery(DemoSql.CRITERION)
        .execute(Tuple.of(study, criterion.getString("name"), criterion.getString("question")))
        .await();
    for (DemoStudy.Generator generator : demo.generators()) {
      pool.preparedQuery(DemoSql.GENERATOR)
          .execute(
              Tuple.of(
                  study,
                  generator.name(),
                  generator.kind(),
                  generator.parent(),
                  generator.metadata()))
          .await();
    }
  }

  /** Makes or finds the crowd's members and gives each a fresh bearer token. */
  public List<String> tokens(long study, int members) {
    List<String> tokens = new ArrayList<>();
    for (int k = 1; k <= members; k++) {
      String token = Secrets.create();
      pool.preparedQuery(DemoSql.MEMBER)
          .execute(Tuple.of(study, "simulated " + k, Buffer.buffer(Secrets.hash(token))))
          .await();
      tokens.add(token);
    }
    return tokens;
  }
}
