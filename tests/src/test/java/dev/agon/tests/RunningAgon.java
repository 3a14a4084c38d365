package dev.agon.tests;

import dev.agon.server.Main;
import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.http.session.Secrets;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.sql.TestDatabase;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The whole system in this process, on a database of a test class's own. */
public final class RunningAgon implements BeforeAllCallback, AfterAllCallback {
  private final Set<Role> roles;
  private @Nullable TestDatabase database;
  private @Nullable Main main;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  public RunningAgon() {
    this(EnumSet.allOf(Role.class));
  }

  public RunningAgon(Set<Role> roles) {
    this.roles = roles;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    TestDatabase created = TestDatabase.create();
    database = created;
    main = start(created, 0);
  }

  private Main start(TestDatabase on, int port) {
    return Main.start(
        new ServerConfig("127.0.0.1", port, null, "", false, roles, null, 8, 2), on.address());
  }

  /**
   * Ends the server, as when a machine is updated; answers what starts it again, once, at its
   * address.
   */
  public Runnable stop() {
    int port = main().config().port();
    TestDatabase kept = database;
    Main ended = main();
    ended.close().await();
    return () -> {
      if (kept != null && main == ended) {
        main = start(kept, port);
      }
    };
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (main != null) {
      main.close().await();
    }
    if (database != null) {
      database.close();
    }
  }

  public Main main() {
    if (main == null) {
      throw new IllegalStateException("only inside a test");
    }
    return main;
  }

  public Pool pool() {
    return main().pool();
  }

  /** Where the database is, for commands. */
  public String databaseUrl() {
    if (database == null) {
      throw new IllegalStateException("only inside a test");
    }
    return database.address().secretUrl();
  }

  public String url(String path) {
    return main().config().url(path);
  }

  public StudyFixture study(int generators, int prompts, int overlap) {
    return StudyFixture.create(pool(), generators, prompts, overlap);
  }

  /** A bearer token for an annotator. */
  public String token(StudyFixture study, long annotator) {
    String token = Secrets.create();
    study.run(
        "insert into api_token (secret_hash, annotator, name) values ($1, $2, 'test')",
        Buffer.buffer(Secrets.hash(token)),
        annotator);
    return token;
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url(path)));
  }
}
