package dev.agon.server.http.input;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request line asks for: a path, or, as to a proxy, a whole address of http, whose host then
 * counts as much as that of the Host header.
 */
final class RequestTarget {
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)(https?)://([^/?#]*)(?:[/?#].*)?");

  private RequestTarget() {}

  /** What is wrong with a target as it was sent; null when nothing is. */
  static @Nullable String problem(HttpServerRequest request) {
    String target = request.uri();
    if (target == null || target.isEmpty()) {
      return "The request names no address.";
    }
    if (!target.chars().allMatch(c -> c > ' ' && c < 127)) {
      return target.indexOf('\0') >= 0
          ? "The address contains the character U+0000."
          : "The address contains a character that has to be escaped with '%'.";
    }
    return target.startsWith("/") || ABSOLUTE.matcher(target).matches()
        ? Escapes.problem(target)
        : "The address is neither a path nor a whole one of http.";
  }

  /** Whether a whole address names another host than the header, or one that cannot be read. */
  static boolean namesAnotherHost(HttpServerRequest request) {
    Matcher absolute = ABSOLUTE.matcher(request.uri());
    if (!absolute.matches()) {
      return false;
    }
    HostAndPort named = HostAndPort.parseAuthority(absolute.group(2), -1);
    HostAndPort header = request.authority();
    int usual = absolute.group(1).equalsIgnoreCase("https") ? 443 : 80;
    return named == null
        || header == null
        || !named.host().equalsIgnoreCase(header.host())
        || port(named, usual) != port(header, usual);
  }

  private static int port(HostAndPort authority, int usual) {
    return authority.port() < 0 ? usual : authority.port();
  }
}
