package dev.agon.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one process serves.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 * @param publicUrl where people reach this installation, for example {@code
 *     https://example.org/agon}; null when they use the address listened on
 * @param basePath the path that all pages lie under, empty or like {@code /agon}; taken from {@code
 *     publicUrl} when empty
 * @param behindProxy whether X-Forwarded headers are believed
 * @param roles what the process does, at least one
 * @param clusterFile the Hazelcast configuration of a cluster; null for a process of its own
 * @param poolSize the most connections held to the database
 * @param instances event-loop verticles that share the port
 * @param models where reward models lie and what encodes texts
 * @param allowedHosts names, besides this machine's own, that callers may use in Host where there
 *     is no public URL
 * @param operation how the process is watched and stopped
 */
public record ServerConfig(
    String host,
    int port,
    @Nullable URI publicUrl,
    String basePath,
    boolean behindProxy,
    Set<Role> roles,
    @Nullable Path clusterFile,
    int poolSize,
    int instances,
    ModelsConfig models,
    Set<String> allowedHosts,
    OperationConfig operation) {
  private static final Pattern BASE_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

  /** Checks every setting and fills the base path from the public URL. */
  public ServerConfig {
    Objects.requireNonNull(host, "host");
    require(!host.isBlank(), "host is empty");
    require(port >= 0 && port <= 65535, "port must be 0 to 65535, not " + port);
    require(!roles.isEmpty(), "at least one role is needed");
    require(poolSize >= 1 && poolSize <= 1000, "pool size must be 1 to 1000, not " + poolSize);
    require(instances >= 1 && instances <= 64, "instances must be 1 to 64, not " + instances);
    roles = Set.copyOf(roles);
    allowedHosts = Set.copyOf(allowedHosts);
    if (publicUrl != null) {
      String path = checkedPath(publicUrl);
      basePath = basePath.isEmpty() ? path : basePath;
      require(
          path.isEmpty() || path.equals(basePath),
          "the public URL's path '" + path + "' and the base path '" + basePath + "' differ");
    }
    require(
        BASE_PATH.matcher(basePath).matches() && !basePath.contains("/."),
        "base path must be empty or look like /agon, not '" + basePath + "'");
  }

  /** As the canonical one, with the models where {@link ModelsConfig#defaults()} has them. */
  public ServerConfig(
      String host,
      int port,
      @Nullable URI publicUrl,
      String basePath,
      boolean behindProxy,
      Set<Role> roles,
      @Nullable Path clusterFile,
      int poolSize,
      int instances) {
    this(
        host,
        port,
        publicUrl,
        basePath,
        behindProxy,
        roles,
        clusterFile,
        poolSize,
        instances,
        ModelsConfig.defaults(),
        Set.of(host),
        OperationConfig.NONE);
  }

  /** One process on the loopback address, with every role. */
  public static ServerConfig defaults() {
    int instances = Math.min(Runtime.getRuntime().availableProcessors(), 4);
    return new ServerConfig(
        "127.0.0.1", 8080, null, "", false, Set.of(Role.values()), null, 16, instances);
  }

  /** The same settings on another port, for example the one that was found free. */
  public ServerConfig withPort(int newPort) {
    return new ServerConfig(
        host,
        newPort,
        publicUrl,
        basePath,
        behindProxy,
        roles,
        clusterFile,
        poolSize,
        instances,
        models,
        allowedHosts,
        operation);
  }

  /** The same settings with models elsewhere. */
  public ServerConfig withModels(ModelsConfig newModels) {
    return new ServerConfig(
        host,
        port,
        publicUrl,
        basePath,
        behindProxy,
        roles,
        clusterFile,
        poolSize,
        instances,
        newModels,
        allowedHosts,
        operation);
  }

  /** The same settings with more names that callers may use in Host. */
  public ServerConfig withAllowedHosts(Collection<String> more) {
    Set<String> all = new HashSet<>(allowedHosts);
    all.addAll(more);
    return new ServerConfig(
        host,
        port,
        publicUrl,
        basePath,
        behindProxy,
        roles,
        clusterFile,
        poolSize,
        instances,
        models,
        all,
        operation);
  }

  /** The same settings, watched and stopped otherwise. */
  public ServerConfig withOperation(OperationConfig newOperation) {
    return new ServerConfig(
        host,
        port,
        publicUrl,
        basePath,
        behindProxy,
        roles,
        clusterFile,
        poolSize,
        instances,
        models,
        allowedHosts,
        newOperation);
  }

  /** Scheme, host and port of the public URL as a browser writes them; null without one. */
  public @Nullable String publicOrigin() {
    return publicUrl == null ? null : origin(publicUrl);
  }

  /** The address of a page for people, {@code path} starting with a slash. */
  public String url(String path) {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    String origin = publicUrl == null ? "http://" + shown + ":" + port : origin(publicUrl);
    return origin + basePath + path;
  }

  private static String origin(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int port = url.getPort();
    boolean usual =
        port < 0
            || (scheme.equals("https") && port == 443)
            || (scheme.equals("http") && port == 80);
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
  }

  private static String checkedPath(URI url) {
    String scheme = url.getScheme();
    require(
        url.getHost() != null
            && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme)),
        "the public URL must look like https://example.org, not '" + url + "'");
    require(
        url.getQuery() == null && url.getFragment() == null && url.getUserInfo() == null,
        "the public URL must have no query, fragment or user: '" + url + "'");
    String path = url.getPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
