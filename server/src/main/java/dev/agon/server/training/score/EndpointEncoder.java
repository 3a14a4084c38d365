package dev.agon.server.training.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agon.server.config.EncoderEndpoint;
import dev.agon.server.http.input.Documents;
import dev.agon.text.Encoder;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Vectors from a server that speaks OpenAI's {@code /v1/embeddings}. Such a server promises no
 * equal bits; what it said first of a text is kept and used ever after. Blocks: for worker threads
 * only.
 */
public final class EndpointEncoder implements Encoder {
  private static final Duration FIRST_REST = Duration.ofMillis(250);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);
  private static final int SHOWN = 200;

  /** The most characters of a number in an answer, and of what stands around numbers. */
  private static final int NUMBER = 40;

  private static final int SLACK = 16 * 1024;

  private final EncoderEndpoint endpoint;
  private final @Nullable String key;
  private final URI address;
  private final HttpClient client;

  /**
   * An encoder that has asked nothing yet.
   *
   * @param key the bearer token; null where none is needed
   */
  EndpointEncoder(EncoderEndpoint endpoint, @Nullable String key) {
    this.endpoint = endpoint;
    this.key = key;
    String base = endpoint.baseUrl().toString();
    this.address = URI.create((base.endsWith("/") ? base : base + "/") + "embeddings");
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(endpoint.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** A refusal that another try does not mend. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  @Override
  public String name() {
    return endpoint.name();
  }

  /** The model and its dimension: where the server changes a model silently, nobody can know. */
  @Override
  public String version() {
    return version(endpoint);
  }

  public static String version(EncoderEndpoint endpoint) {
    return endpoint.model() + "-" + endpoint.dimension();
  }

  @Override
  public int dimension() {
    return endpoint.dimension();
  }

  @Override
  public float[][] encode(List<String> texts) {
    float[][] vectors = new float[texts.size()][];
    for (int from = 0; from < texts.size(); from += endpoint.batch()) {
      int to = Math.min(texts.size(), from + endpoint.batch());
      float[][] part = asked(texts.subList(from, to));
      System.arraycopy(part, 0, vectors, from, part.length);
    }
    return vectors;
  }

  private float[][] asked(List<String> texts) {
    Duration rest = FIRST_REST;
    for (int attempt = 0; ; attempt++) {
      try {
        HttpResponse<String> response = client.send(request(texts), limited(texts.size()));
        if (response.statusCode() == 200) {
          return vectors(response.body(), texts.size());
        }
        String refusal = refusal(response);
        if (!passes(response.statusCode()) || attempt >= endpoint.retries()) {
          throw new Refused(refusal);
        }
        sleep(wished(response).orElse(rest.toMillis()));
      } catch (IOException e) {
        if (attempt >= endpoint.retries()) {
          throw new Refused(
              "%s did not answer after %d tries: %s".formatted(name(), attempt + 1, e));
        }
        sleep(rest.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Refused(name() + " was interrupted");
      }
      rest = rest.multipliedBy(2).compareTo(LONGEST_REST) < 0 ? rest.multipliedBy(2) : LONGEST_REST;
    }
  }

  /** No server may fill this one's memory: an answer is as long as its numbers at most. */
  private HttpResponse.BodyHandler<String> limited(int vectors) {
    return HttpResponse.BodyHandlers.limiting(
        HttpResponse.BodyHandlers.ofString(),
        SLACK + (long) vectors * (SLACK + (long) endpoint.dimension() * NUMBER));
  }

  /** What {@code POST /v1/embeddings} takes. */
  private record Asked(
      String model, List<String> input, @JsonProperty("encoding_format") String encoding) {}

  private HttpRequest request(List<String> texts) {
    // An empty text is refused by most servers.
    Asked body =
        new Asked(
            endpoint.model(), texts.stream().map(t -> t.isEmpty() ? " " : t).toList(), "float");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(endpoint.timeout())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Documents.text(body)));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return request.build();
  }

  private static boolean passes(int status) {
    return status == 408 || status == 429 || status >= 500;
  }

  private static OptionalLong wished(HttpResponse<String> response) {
    return response.headers().firstValue("Retry-After").stream()
        .filter(text -> text.matches("[0-9]{1,4}"))
        .mapToLong(text -> Math.min(LONGEST_REST.toMillis(), Long.parseLong(text) * 1000))
        .findFirst();
  }

  private String refusal(HttpResponse<String> response) {
    String body = response.body();
    return "%s answered %d: %s"
        .formatted(
            name(),
            response.statusCode(),
            body.length() > SHOWN ? body.substring(0, SHOWN) + " …" : body);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused("interrupted while waiting for another try");
    }
  }

  private float[][] vectors(String body, int expected) {
    try {
      JsonArray data = new JsonObject(body).getJsonArray("data");
      if (data == null || data.size() != expected) {
        throw new Refused(name() + " answered a different number of vectors than texts sent");
      }
      float[][] vectors = new float[expected][];
      for (int i = 0; i < expected; i++) {
        JsonObject entry = data.getJsonObject(i);
        int index = entry.getInteger("index", i);
        if (index < 0 || index >= expected || vectors[index] != null) {
          throw new Refused(name() + " answered vectors with wrong indexes");
        }
        vectors[index] = vector(entry.getJsonArray("embedding"));
      }
      return vectors;
    } catch (DecodeException | ClassCastException e) {
      throw new Refused(name() + " answered something other than embeddings: " + e.getMessage());
    }
  }

  private float[] vector(@Nullable JsonArray numbers) {
    if (numbers == null || numbers.size() != endpoint.dimension()) {
      throw new Refused(
          "%s answered vectors of %d numbers, not of %d"
              .formatted(name(), numbers == null ? 0 : numbers.size(), endpoint.dimension()));
    }
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = numbers.getDouble(i).floatValue();
      if (!Float.isFinite(vector[i])) {
        throw new Refused(name() + " answered a vector with a number that is not finite");
      }
    }
    return vector;
  }

  @Override
  public void close() {
    client.close();
  }
}
