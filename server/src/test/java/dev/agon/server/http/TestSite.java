package dev.agon.server.http;

import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.http.session.SessionCookies;
import dev.agon.server.http.session.SessionStore;
import dev.agon.server.http.session.Sessions;
import dev.agon.server.http.session.TestSessions;
import dev.agon.server.sql.Pools;
import dev.agon.server.sql.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A site served for real: a fresh database, an HTTP port of its own and a client. */
public final class TestSite implements AutoCloseable {
  public static final Path WEBROOT = Path.of(System.getProperty("agon.home"), "webroot");
  public static final String HTML = "text/html,application/xhtml+xml";

  public final Vertx vertx = Vertx.vertx();
  public final TestDatabase database = TestDatabase.create();
  public final Pool pool = Pools.create(vertx, database.address(), 8);
  public final Pool votePool = Pools.create(vertx, database.address(), 4, Pools.Planning.ONCE);
  public final SessionStore store = new SessionStore(pool);
  public final ServerConfig config;
  public final Sessions sessions;
  public final Assets assets = new Assets(WEBROOT.resolve("assets"), false);
  public final Pages pages;
  public final int port;
  private final WebClient client;
  private final HttpClient plain =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestSite(ServerConfig config, Function<TestSite, Supplier<SiteRouter>> site) {
    this.config = config;
    this.sessions = new Sessions(store, config);
    this.pages = new Pages(WEBROOT, config.basePath(), assets, false);
    Supplier<SiteRouter> routers = site.apply(this);
    this.port = WebVerticle.deploy(vertx, config, () -> routers.get().router()).await();
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setDefaultPort(port)
                .setDefaultHost("127.0.0.1")
                .setFollowRedirects(false));
  }

  /** On the loopback address with the plain settings. */
  public static TestSite start(BiConsumer<TestSite, SiteRouter> features) {
    return start(plain(), features);
  }

  public static TestSite start(ServerConfig config, BiConsumer<TestSite, SiteRouter> features) {
    return new TestSite(
        config,
        site ->
            () -> {
              SiteRouter router = site.floor();
              features.accept(site, router);
              return router;
            });
  }

  /** As {@link #start}, with features that are made once and mounted on every router. */
  public static TestSite with(Function<TestSite, Consumer<SiteRouter>> features) {
    return with(plain(), features);
  }

  public static TestSite with(
      ServerConfig config, Function<TestSite, Consumer<SiteRouter>> features) {
    return new TestSite(
        config,
        site -> {
          Consumer<SiteRouter> mount = features.apply(site);
          return () -> {
            SiteRouter router = site.floor();
            mount.accept(router);
            return router;
          };
        });
  }

  /** Serves routers that are wired elsewhere, as the product's own are. */
  public static TestSite serving(Function<TestSite, Supplier<SiteRouter>> site) {
    return new TestSite(plain(), site);
  }

  private SiteRouter floor() {
    SiteRouter router = new SiteRouter(vertx, config, store, pages);
    assets.mount(router, config.basePath());
    return router;
  }

  public static ServerConfig plain() {
    return plain(null, "", false);
  }

  public static ServerConfig plain(@Nullable URI publicUrl, String basePath, boolean behindProxy) {
    return new ServerConfig(
        "127.0.0.1", 0, publicUrl, basePath, behindProxy, Set.of(Role.WEB), null, 8, 2);
  }

  /** The origin that a browser would show. */
  public String origin() {
    return "http://127.0.0.1:" + port;
  }

  public HttpResponse<Buffer> get(String path, Map<String, String> headers) {
    return send(HttpMethod.GET, path, headers, null);
  }

  public HttpResponse<Buffer> getPage(String path, String cookie) {
    return get(path, Map.of("Accept", HTML, "Cookie", cookie));
  }

  /** Posts a form as a browser does from one of our own pages. */
  public HttpResponse<Buffer> postForm(String path, String cookie, String body) {
    return send(HttpMethod.POST, path, formHeaders(cookie), Buffer.buffer(body));
  }

  public HttpResponse<Buffer> send(
      HttpMethod method, String path, Map<String, String> headers, @Nullable Buffer body) {
    return sent(client, method, path, headers, body).await();
  }

  private static Future<HttpResponse<Buffer>> sent(
      WebClient by,
      HttpMethod method,
      String path,
      Map<String, String> headers,
      @Nullable Buffer body) {
    HttpRequest<Buffer> request = by.request(method, path);
    headers.forEach(request::putHeader);
    return body == null ? request.send() : request.sendBuffer(body);
  }

  /** Somebody at an address of their own, for example 127.2.0.1; many requests at a time. */
  public Elsewhere from(String address) {
    return new Elsewhere(address);
  }

  /** A client that comes from another loopback address. */
  public final class Elsewhere implements AutoCloseable {
    private final WebClient own;

    private Elsewhere(String address) {
      this.own =
          WebClient.create(
              vertx,
              new WebClientOptions()
                  .setDefaultPort(port)
                  .setDefaultHost("127.0.0.1")
                  .setLocalAddress(address)
                  .setFollowRedirects(false),
              new PoolOptions().setHttp1MaxSize(64));
    }

    public Future<HttpResponse<Buffer>> get(String path, Map<String, String> headers) {
      return sent(own, HttpMethod.GET, path, headers, null);
    }

    /** As a browser does from one of our own pages. */
    public Future<HttpResponse<Buffer>> postForm(String path, String cookie, String body) {
      return postForm(path, cookie, Map.of(), body);
    }

    public Future<HttpResponse<Buffer>> postForm(
        String path, String cookie, Map<String, String> more, String body) {
      Map<String, String> headers = new HashMap<>(formHeaders(cookie));
      headers.putAll(more);
      return sent(own, HttpMethod.POST, path, headers, Buffer.buffer(body));
    }

    @Override
    public void close() {
      own.close();
    }
  }

  private Map<String, String> formHeaders(String cookie) {
    return Map.of(
        "Accept",
        HTML,
        "Cookie",
        cookie,
        "Origin",
        origin(),
        "Sec-Fetch-Site",
        "same-origin",
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  /**
   * The answer to any request; of an event stream only the head.
   *
   * @param body empty for an event stream
   */
  public record Answer(int status, HttpHeaders headers, String body) {}

  /** Sends a request that may be answered by an event stream, which never ends. */
  public Answer open(
      HttpMethod method, String path, Map<String, String> headers, @Nullable String body) {
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(URI.create(origin() + path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method.name(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      java.net.http.HttpResponse<InputStream> response =
          plain.send(request.build(), BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        boolean endless =
            response.headers().firstValue("Content-Type").orElse("").equals("text/event-stream");
        String text = endless ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(response.statusCode(), response.headers(), text);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  /** The cookie of a signed-in admin, who is made when there is none of the name. */
  public String admin(String name) {
    long id =
        pool.preparedQuery(
                """
                insert into admin (name, password_hash) values ($1, 'none')
                on conflict (name) do update set name = excluded.name returning id
                """)
            .execute(Tuple.of(name))
            .await()
            .iterator()
            .next()
            .getLong("id");
    return SessionCookies.ADMIN + "=" + TestSessions.ofAdmin(store, id);
  }

  /** The cookie of an annotator of a study. */
  public String annotator(String slug, long id) {
    return SessionCookies.annotator(slug) + "=" + TestSessions.ofAnnotator(store, id);
  }

  /** {@code name=value} of the cookie that an answer sets. */
  public static String cookie(HttpResponse<Buffer> response, String name) {
    return response.cookies().stream()
        .filter(c -> c.startsWith(name + "="))
        .map(c -> c.split(";", 2)[0])
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    client.close();
    plain.close();
    vertx.close().await();
    database.close();
  }
}
