package dev.agon.server.sql;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who enters it.
 *
 * @param sslMode as in libpq: {@code require} encrypts without looking at the certificate, {@code
 *     verify-full} checks it against the JDK's trust store
 */
public record DatabaseAddress(
    String host,
    int port,
    String database,
    String user,
    @Nullable String password,
    SslMode sslMode) {
  private static final int DEFAULT_PORT = 5432;
  private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
  private static final Set<String> PARAMETERS = Set.of("user", "password", "sslmode");

  /** An address without TLS. */
  public DatabaseAddress(
      String host, int port, String database, String user, @Nullable String password) {
    this(host, port, database, user, password, SslMode.DISABLE);
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database?sslmode=require}, with or without a
   * leading {@code jdbc:}. User and password may also be parameters; without {@code sslmode} it is
   * {@code disable} for this machine and {@code prefer} for any other.
   *
   * @throws IllegalArgumentException naming what is wrong, without the password
   */
  public static DatabaseAddress parse(String url) {
    URI uri = uri(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
    String scheme = uri.getScheme();
    String host = uri.getHost();
    if (scheme == null || !SCHEMES.contains(scheme) || host == null) {
      throw malformed("it should look like postgresql://user:password@host:5432/database");
    }
    Map<String, String> parameters = parameters(uri.getRawQuery());
    String userInfo = uri.getRawUserInfo();
    String[] named = userInfo == null ? new String[0] : userInfo.split(":", 2);
    String user = named.length > 0 ? decode(named[0]) : parameters.get("user");
    String password = named.length > 1 ? decode(named[1]) : parameters.get("password");
    if (user == null || user.isEmpty()) {
      throw malformed("it names no user");
    }
    String path = uri.getRawPath();
    String database = path == null || path.length() < 2 ? user : decode(path.substring(1));
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    return new DatabaseAddress(
        bare, port, database, user, password, sslMode(parameters.get("sslmode"), bare));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // The exception's message repeats the URL, and with it the password.
      throw malformed(e.getReason() + " at character " + (e.getIndex() + 1));
    }
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    if (query != null) {
      for (String parameter : query.split("&", -1)) {
        String[] pair = parameter.split("=", 2);
        if (pair.length != 2 || !PARAMETERS.contains(pair[0])) {
          throw malformed("unknown parameter '" + pair[0] + "' (known: user, password, sslmode)");
        }
        parameters.put(pair[0], decode(pair[1]));
      }
    }
    return parameters;
  }

  private static SslMode sslMode(@Nullable String name, String host) {
    if (name == null) {
      boolean here = host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
      return here ? SslMode.DISABLE : SslMode.PREFER;
    }
    try {
      return SslMode.of(name);
    } catch (IllegalArgumentException _) {
      throw malformed("unknown sslmode '" + name + "'");
    }
  }

  private static IllegalArgumentException malformed(String why) {
    return new IllegalArgumentException("not a usable database URL: " + why);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The URL that {@link #parse} reads back, with the password: not for people's eyes. */
  public String secretUrl() {
    String secret = password == null ? "" : ":" + encode(password);
    return "postgresql://%s%s@%s:%d/%s?sslmode=%s"
        .formatted(encode(user), secret, bracketed(), port, encode(database), sslMode.value);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The URL for JDBC, without user and password. */
  public String jdbcUrl() {
    String trust =
        sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL
            ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
            : "";
    return "jdbc:postgresql://%s:%d/%s?sslmode=%s%s"
        .formatted(bracketed(), port, encode(database), sslMode.value, trust);
  }

  /** Options for the reactive client. */
  public PgConnectOptions connectOptions() {
    PgConnectOptions options =
        new PgConnectOptions().setHost(host).setPort(port).setDatabase(database).setUser(user);
    if (password != null) {
      options.setPassword(password);
    }
    if (sslMode != SslMode.DISABLE) {
      boolean verify = sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL;
      String algorithm = sslMode == SslMode.VERIFY_FULL ? "HTTPS" : "";
      ClientSSLOptions tls = new ClientSSLOptions();
      tls.setTrustAll(!verify).setHostnameVerificationAlgorithm(algorithm);
      options.setSslMode(sslMode).setSslOptions(tls);
    }
    return options;
  }

  private String bracketed() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** The address as a person may see it: without the password. */
  @Override
  public String toString() {
    return "postgresql://%s@%s:%d/%s".formatted(user, bracketed(), port, database);
  }
}
