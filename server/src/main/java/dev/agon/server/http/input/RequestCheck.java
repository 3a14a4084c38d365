package dev.agon.server.http.input;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what no route should have to think of: requests that two readers could understand
 * differently, addresses with broken escapes or U+0000, and hosts that are not ours.
 */
public final class RequestCheck implements SecurityPolicyHandler {
  /** Set where nothing more may be read of a connection. */
  public static final String CLOSES = "agon.closes";

  private static final String MULTIPART = "multipart/";
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i);\\s*boundary=(\"[^\"]{1,70}\"|[^\"\\s;,]{1,70}\\s*(;|$))");
  private static final String NO_CHARACTER = "must not contain the character U+0000";

  private final Hosts hosts;

  public RequestCheck(Hosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpProblem problem = problem(context, request);
    if (problem == null) {
      context.next();
    } else {
      context.fail(problem);
    }
  }

  private @Nullable HttpProblem problem(RoutingContext context, HttpServerRequest request) {
    List<String> codings = request.headers().getAll("Transfer-Encoding");
    if (codings.size() > 1
        || !codings.stream().allMatch(coding -> coding.strip().equalsIgnoreCase("chunked"))) {
      return closing(context, "The body is in a transfer coding other than chunked.");
    }
    String target = RequestTarget.problem(request);
    if (target != null) {
      return HttpProblem.malformed(target);
    }
    List<String> named = request.headers().getAll("Host");
    if (named.size() > 1 || RequestTarget.namesAnotherHost(request)) {
      return closing(context, "The request names two hosts.");
    }
    HostAndPort authority = request.authority();
    if (authority == null || authority.host().isBlank()) {
      // Before HTTP/1.1 there was no Host.
      return named.isEmpty() && request.version() == HttpVersion.HTTP_1_0
          ? null
          : HttpProblem.malformed("The request names no host, or one that cannot be read.");
    }
    SocketAddress local = request.localAddress();
    return hosts.accepts(authority.host(), local == null ? null : local.hostAddress())
        ? null
        : foreign(authority.host());
  }

  /** Whoever reads the connection otherwise would find another request in what follows. */
  private static HttpProblem closing(RoutingContext context, String problem) {
    context.put(CLOSES, true);
    return HttpProblem.malformed(problem);
  }

  private static HttpProblem foreign(String host) {
    String shown = host.length() > 100 ? host.substring(0, 100) + "…" : host;
    return HttpProblem.of(
            421,
            "wrong-host",
            "This server is not known as "
                + shown
                + ": start it with --public-url, or allow the name with --allow-host.")
        .as("problem.wrong-host", shown);
  }

  /** Refuses a multipart form that does not say where its parts begin. */
  public static void checkBoundary(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    if (type != null
        && type.regionMatches(true, 0, MULTIPART, 0, MULTIPART.length())
        && !BOUNDARY.matcher(type).find()) {
      context.fail(HttpProblem.malformed("The form names no boundary of its parts."));
    } else {
      context.next();
    }
  }

  /** Refuses a form with U+0000 in a field, once its body was read. */
  public static void checkForm(RoutingContext context) {
    for (Map.Entry<String, String> field : context.request().formAttributes()) {
      if (field.getKey().indexOf('\0') >= 0 || field.getValue().indexOf('\0') >= 0) {
        context.fail(noCharacter(field.getKey()));
        return;
      }
    }
    context.next();
  }

  /** Refuses a body that cannot be read, whether or not its route would look at it. */
  public static void checkBody(RoutingContext context) {
    try {
      Input.of(context);
    } catch (HttpProblem problem) {
      context.fail(problem);
      return;
    }
    context.next();
  }

  /** Refuses fields, of JSON or of a form, where a route takes none. */
  public static void checkNoFields(RoutingContext context) {
    List<HttpProblem.Field> sent =
        Input.of(context).names().stream()
            .map(name -> new HttpProblem.Field(name, "is not accepted here"))
            .toList();
    if (sent.isEmpty()) {
      context.next();
    } else {
      context.fail(HttpProblem.malformed("This address accepts no fields.", sent));
    }
  }

  /** A field that holds what Postgres cannot store. */
  static HttpProblem noCharacter(String field) {
    return HttpProblem.malformed(
        "The request contains the character U+0000.",
        List.of(
            new HttpProblem.Field(
                field.replace("\0", "\\u0000"),
                NO_CHARACTER,
                new HttpProblem.Text("fault.no-character", List.of()))));
  }
}
