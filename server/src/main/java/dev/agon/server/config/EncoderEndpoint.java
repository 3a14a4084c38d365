package dev.agon.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server that turns texts into vectors as OpenAI's {@code /v1/embeddings} does.
 *
 * @param name what policies call it; not the name of a built-in encoder
 * @param baseUrl the address before {@code /embeddings}, for example {@code
 *     https://api.example.org/v1}
 * @param model which of the server's models is asked for
 * @param dimension how many numbers a vector has
 * @param keyVariable the environment variable that holds the key; null where none is needed
 * @param batch the most texts of one request
 * @param timeout the longest that one request may take
 * @param retries how often a request that failed for a passing reason is sent again
 */
public record EncoderEndpoint(
    String name,
    URI baseUrl,
    String model,
    int dimension,
    @Nullable String keyVariable,
    int batch,
    Duration timeout,
    int retries) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  /** Checks every setting. */
  public EncoderEndpoint {
    require(
        NAME.matcher(name).matches(), "name must be of a-z, 0-9, '.', '_', '-': '" + name + "'");
    require(
        !name.equals("hash") && !name.startsWith("minilm"),
        "name '" + name + "' is a built-in encoder");
    String scheme = baseUrl.getScheme();
    require(
        baseUrl.getHost() != null && ("http".equals(scheme) || "https".equals(scheme)),
        "base_url must look like https://example.org/v1, not '" + baseUrl + "'");
    require(
        baseUrl.getQuery() == null
            && baseUrl.getFragment() == null
            && baseUrl.getUserInfo() == null,
        "base_url must have no query, fragment or user");
    require(!model.isBlank(), "model is empty");
    require(dimension >= 1 && dimension <= 65_536, "dimension must be 1 to 65536");
    require(batch >= 1 && batch <= 2_048, "batch must be 1 to 2048");
    require(
        timeout.toSeconds() >= 1 && timeout.toSeconds() <= 600, "timeout_seconds must be 1 to 600");
    require(retries >= 0 && retries <= 10, "retries must be 0 to 10");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
