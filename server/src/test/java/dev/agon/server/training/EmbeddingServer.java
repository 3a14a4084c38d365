package dev.agon.server.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.agon.server.config.EncoderEndpoint;
import dev.agon.text.HashedNgrams;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A server of embeddings as other people's are: 384 numbers a text, over HTTP. */
final class EmbeddingServer implements AutoCloseable {
  private static final int DIMENSION = 384;

  private final HttpServer server;
  private final HashedNgrams ngrams = new HashedNgrams(256);
  private final AtomicLong texts = new AtomicLong();

  EmbeddingServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/embeddings", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  EncoderEndpoint endpoint() {
    return new EncoderEndpoint(
        "remote",
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"),
        "small",
        DIMENSION,
        null,
        256,
        Duration.ofSeconds(30),
        2);
  }

  /** How many texts were sent so far. */
  long texts() {
    return texts.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    JsonArray input =
        new JsonObject(new String(body, StandardCharsets.UTF_8)).getJsonArray("input");
    JsonArray data = new JsonArray();
    for (int i = 0; i < input.size(); i++) {
      float[] all = ngrams.encode(List.of(input.getString(i)))[0];
      JsonArray vector = new JsonArray();
      for (int k = 0; k < DIMENSION; k++) {
        vector.add(all[k]);
      }
      data.add(new JsonObject().put("index", i).put("embedding", vector));
    }
    texts.addAndGet(input.size());
    byte[] answer = new JsonObject().put("data", data).encode().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
