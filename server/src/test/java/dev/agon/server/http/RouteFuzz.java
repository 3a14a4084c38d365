package dev.agon.server.http;

import dev.agon.server.http.session.Access;
import dev.agon.server.sql.StudyFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Hostile requests to every route as every role, drawn from a seed and written to sockets byte by
 * byte, since no client library would send them.
 */
public final class RouteFuzz {
  private static final int PATIENCE_MS = 20_000;
  private static final int LONGEST_LINE = 8 * 1024;
  private static final int LONGEST_HEAD = 16 * 1024;

  /** Sessions end on the way, by sign-out for example. */
  private static final int REQUESTS_PER_SESSION = 25;

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "FOO");

  private final TestSite site;
  private final StudyFixture study;
  private final StudyFixture other;
  private final List<SiteRouter.Declared> routes;
  private final FuzzedRequest requests;

  public RouteFuzz(TestSite site, Collection<SiteRouter.Declared> routes, long seed) {
    this.site = site;
    this.study = StudyFixture.create(site.pool, 3, 3, 2);
    this.other = StudyFixture.create(site.pool, 2, 1, 1);
    this.routes =
        routes.stream()
            .sorted((a, b) -> (a.path() + a.method()).compareTo(b.path() + b.method()))
            .toList();
    this.requests = new FuzzedRequest(study.slug(), new SplittableRandom(seed));
  }

  /** Answers by status, and the requests that were answered by 500 or not at all. */
  public record Result(Map<String, Integer> byStatus, List<String> broken) {}

  /** Sends so many requests. */
  public Result run(int count) {
    Map<String, Integer> byStatus = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    List<String> roles = List.of();
    for (int i = 0; i < count; i++) {
      if (i % REQUESTS_PER_SESSION == 0) {
        roles = roles(i);
      }
      SiteRouter.Declared route = routes.get(i % routes.size());
      String method =
          requests.chance(12) ? requests.oneOf(METHODS) : String.valueOf(route.method());
      String role = requests.chance(70) ? roles.get(own(route.access())) : requests.oneOf(roles);
      byte[] request = requests.of(method, route.path(), role, site.origin());
      String status = status(request);
      byStatus.merge(status, 1, Integer::sum);
      if (status.equals("500") || (status.equals("none") && !isTooLong(request))) {
        broken.add(i + ": " + status + "\n" + new String(request, StandardCharsets.ISO_8859_1));
      }
    }
    return new Result(byStatus, broken);
  }

  /** The place of a role that may call a route, in the list of roles. */
  private int own(Access access) {
    return switch (access) {
      case PUBLIC -> 0;
      case ANNOTATOR -> requests.chance(50) ? 1 : 3;
      case ADMIN -> 5;
    };
  }

  /** The header of each role: nobody, annotators here and elsewhere, machines, admins. */
  private List<String> roles(int number) {
    study.run(
        "update study set state = 'running', board_visibility = 'public' where id = $1",
        study.id());
    long annotator = study.annotator("fuzz " + number);
    long stranger = other.annotator("fuzz " + number);
    String token = site.store.addAnnotatorToken(annotator, "machine " + number).await();
    String foreign = site.store.addAnnotatorToken(stranger, "machine " + number).await();
    String admin = site.admin("fuzz");
    return List.of(
        "",
        "Cookie: " + site.annotator(study.slug(), annotator) + "\r\n",
        "Cookie: " + site.annotator(study.slug(), stranger) + "\r\n",
        "Authorization: Bearer " + token + "\r\n",
        "Authorization: Bearer " + foreign + "\r\n",
        "Cookie: " + admin + "\r\n");
  }

  private String status(byte[] request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port)) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      String line = firstLine(socket.getInputStream());
      return line.startsWith("HTTP/1.1 ") ? line.substring(9, 12) : "none";
    } catch (IOException e) {
      return "none";
    }
  }

  /** Beyond the limits of a head the server answers and resets the connection at once. */
  private static boolean isTooLong(byte[] request) {
    String head = new String(request, StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2)[0];
    return head.indexOf("\r\n") > LONGEST_LINE || head.length() > LONGEST_HEAD;
  }

  private static String firstLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\r'; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
