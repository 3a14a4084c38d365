package dev.agon.server.http;

import dev.agon.server.http.session.Secrets;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The static files, held in memory and looked up by name, so that no path can leave the folder, and
 * scripts of others from the class path. Under {@code /assets/<hash of all>/} they are kept by
 * browsers for ever; under {@code /assets/} they are asked for again by ETag.
 */
public final class Assets {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));
  private static final String PREFIX = "/assets/";

  /** A service worker governs the folder of its address, so this one has an address at the top. */
  private static final String WORKER = "/seat-worker.js";

  private record File(Buffer plain, @Nullable Buffer zipped, String type, String tag) {}

  private record Found(File file, boolean immutable) {}

  private record Tree(Map<String, File> files, String hash) {}

  private final Path folder;
  private final boolean reloads;
  private volatile Tree tree;

  /**
   * Reads a folder; files of unknown types are left out.
   *
   * @param reloads whether every request reads the folder again, for people who write assets
   */
  public Assets(Path folder, boolean reloads) {
    this.folder = folder;
    this.reloads = reloads;
    this.tree = read(folder);
  }

  /** Declares the routes. */
  public void mount(SiteRouter site, String basePath) {
    int prefix = basePath.length() + PREFIX.length();
    site.open(PREFIX + "*", context -> answer(context, context.normalizedPath().substring(prefix)));
    site.open(WORKER, context -> answer(context, "js" + WORKER));
  }

  /**
   * The path of a file, which changes when any file does.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  public String url(String name) {
    Tree current = tree;
    if (!current.files.containsKey(name)) {
      throw new IllegalArgumentException("no asset " + name);
    }
    return reloads ? PREFIX + name : PREFIX + current.hash + "/" + name;
  }

  private void answer(RoutingContext context, String name) {
    if (reloads) {
      tree = read(folder);
    }
    Found found = find(name);
    if (found == null) {
      context.fail(404);
      return;
    }
    HttpServerResponse response = context.response();
    // These speak to documents; a page fetches some sixty files.
    response.headers().remove("Permissions-Policy").remove("Cross-Origin-Opener-Policy");
    response
        .putHeader("ETag", found.file.tag)
        .putHeader("Vary", "Accept-Encoding")
        .putHeader(
            "Cache-Control",
            found.immutable ? "public, max-age=31536000, immutable" : "public, no-cache");
    if (found.file.tag.equals(context.request().getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader("Content-Type", found.file.type);
    String accepted = context.request().getHeader("Accept-Encoding");
    Buffer zipped = found.file.zipped;
    if (zipped != null && accepted != null && accepted.contains("gzip")) {
      response.putHeader("Content-Encoding", "gzip").end(zipped);
    } else {
      response.putHeader("Content-Encoding", "identity").end(found.file.plain);
    }
  }

  private @Nullable Found find(String name) {
    Tree current = tree;
    String hashed = current.hash + "/";
    boolean immutable = name.startsWith(hashed);
    File file = current.files.get(immutable ? name.substring(hashed.length()) : name);
    if (file == null && name.matches("[0-9a-f]{12}/.*")) {
      // A page from before an update asks for its own version: the present one, but not for ever.
      file = current.files.get(name.substring(13));
    }
    return file == null ? null : new Found(file, immutable);
  }

  private static Tree read(Path folder) {
    Map<String, File> files = new TreeMap<>();
    MessageDigest digest = Secrets.sha256();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        String type = type(name);
        if (!type.isEmpty()) {
          byte[] bytes = Files.readAllBytes(path);
          files.put(name, file(bytes, type));
          digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          digest.update(bytes);
        }
      }
      for (Library library : Library.values()) {
        byte[] bytes = library.bytes();
        files.put(library.asset(), file(bytes, type(library.asset())));
        digest.update(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the assets in " + folder, e);
    }
    return new Tree(files, HexFormat.of().formatHex(digest.digest(), 0, 6));
  }

  /** The media type of a file's name; empty for one that is not served. */
  private static String type(String name) {
    return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
  }

  private static File file(byte[] bytes, String type) throws IOException {
    String tag = HexFormat.of().formatHex(Secrets.sha256().digest(bytes), 0, 12);
    boolean zips = bytes.length > 512 && !type.startsWith("image/p") && !type.startsWith("font");
    return new File(
        Buffer.buffer(bytes), zips ? Buffer.buffer(zip(bytes)) : null, type, '"' + tag + '"');
  }

  private static byte[] zip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
