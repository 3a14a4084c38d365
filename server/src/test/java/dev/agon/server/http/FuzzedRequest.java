package dev.agon.server.http;

import io.vertx.core.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.UUID;

/** The bytes of hostile requests. */
final class FuzzedRequest {
  private static final int PERCENT = 100;

  /** What addresses may hold as it is, already escaped or broken. */
  private static final List<String> ESCAPED =
      List.of(
          "%00",
          "a%00b",
          "%",
          "%zz",
          "%2",
          "%c0%80",
          "%ed%a0%80",
          "%ff%fe",
          "%25",
          "%2e%2e%2f",
          "..",
          "%0d%0aX:%20y",
          "%F0%9F%98%80",
          "%e2%80%ae",
          "-1",
          "0",
          "1",
          "2147483648",
          "1e9",
          "null",
          "9223372036854775807",
          "99999999999999999999999",
          "00000000-0000-0000-0000-000000000000",
          "%27%20or%20%271%27=%271",
          "*",
          "(",
          "[",
          "a".repeat(3_000),
          "%61".repeat(500),
          "");

  /** What texts may hold. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a\0b",
          "\0",
          "\ud800",
          "x\udc00",
          "😀",
          "\u202e",
          "' or 1=1 --",
          "<script>",
          "%",
          "%zz",
          "-1",
          "0",
          "1",
          "1e999",
          "NaN",
          "2147483648",
          "9223372036854775808",
          "9".repeat(400),
          "null",
          "true",
          "[]",
          "{}",
          "2026-13-45",
          "0000-00-00",
          "2026-01-01",
          "{{x}}",
          "a\r\nb",
          "x".repeat(5_000),
          "first",
          "second",
          "tie",
          "en",
          "de",
          "\u0001",
          "\ufffe",
          "00000000-0000-0000-0000-000000000000",
          "2026-01-01T00:00:00Z",
          "+999999999-01-01",
          "infinity");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1",
          "2",
          "1.5",
          "1e308",
          "1e999",
          "-1e999",
          "2147483648",
          "9223372036854775808",
          "1".repeat(390),
          "1".repeat(2_000),
          "0.000000000000000000001",
          "NaN");

  private static final List<String> QUERY =
      List.of(
          "language",
          "category",
          "group",
          "kind",
          "from",
          "to",
          "at",
          "method",
          "adjust",
          "key",
          "page",
          "a",
          "b",
          "than",
          "after",
          "before",
          "search",
          "sort",
          "study",
          "done",
          "next",
          "id",
          "responses",
          "condition",
          "revise",
          "saved",
          "left",
          "named",
          "position",
          "tags");

  private static final List<String> FIELDS =
      List.of(
          "active_ms",
          "agree",
          "answers",
          "assignment",
          "back",
          "base",
          "board_method",
          "board_visibility",
          "choice",
          "choices",
          "code",
          "comment",
          "condition",
          "confirm",
          "consent",
          "consent_version",
          "content",
          "drawing",
          "encoder",
          "folds",
          "form",
          "guidelines",
          "head",
          "items",
          "k",
          "key",
          "kind",
          "language",
          "lease_seconds",
          "left_length",
          "link",
          "loss",
          "move",
          "name",
          "next",
          "note",
          "overall",
          "overlap",
          "pair",
          "password",
          "place",
          "places",
          "prompt",
          "promotes",
          "pseudonym",
          "question",
          "questions",
          "reading",
          "reason",
          "replaces",
          "responses",
          "right_length",
          "scale",
          "secret",
          "seed",
          "settings",
          "shown_at",
          "shown_ms_ago",
          "slug",
          "state",
          "strength",
          "text",
          "token",
          "version",
          "votes_per_annotator",
          "withdrawn",
          "writer",
          "\0",
          "é");

  private static final List<String> HEADERS =
      List.of(
          "Accept-Language: ;;q=,*;q=9,\r\n",
          "Accept-Language: xx-" + "a-".repeat(300) + "\r\n",
          "Accept-Language: \u00ff\u0080\r\n",
          "Range: bytes=9-1,-,999999999999999999999-\r\n",
          "Last-Event-ID: -1\r\n",
          "Last-Event-ID: 99999999999999999999-x\r\n",
          "Last-Event-ID: 1-\u00e9\r\n",
          "If-None-Match: \"\r\n",
          "If-None-Match: W/\"x\", *\r\n",
          "If-Modified-Since: yesterday\r\n",
          "Accept: text/html\r\n",
          "Accept: ,;q=x\r\n",
          "Accept-Encoding: gzip;q=x, br, *\r\n",
          "Idempotency-Key: x\r\n",
          "Idempotency-Key: 00000000-0000-0000-0000-00000000000g\r\n",
          "Agon-Annotator: %zz\r\n",
          "Agon-Annotator: %00\r\n",
          "Cookie: agon_admin=%00; agon_language=\u00ff; ;=\r\n",
          "Cookie: agon_language=" + "x".repeat(3_000) + "\r\n",
          "Authorization: Bearer \u00ff\r\n",
          "Authorization: Bearer " + "x".repeat(4_000) + "\r\n",
          "X-Forwarded-For: '\r\n",
          "Sec-Fetch-Site: none\r\n",
          "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n",
          "Content-Encoding: gzip\r\n");

  private final String slug;
  private final SplittableRandom random;

  FuzzedRequest(String slug, SplittableRandom random) {
    this.slug = slug;
    this.random = random;
  }

  boolean chance(int percent) {
    return random.nextInt(PERCENT) < percent;
  }

  <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A request to a route, with the header that tells the role. */
  byte[] of(String method, String path, String role, String origin) {
    StringBuilder request = new StringBuilder(method).append(' ');
    request.append(path(path)).append(query()).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    request.append("Origin: ").append(origin).append("\r\n").append(role);
    for (int k = random.nextInt(3); k > 0; k--) {
      request.append(oneOf(HEADERS));
    }
    boolean reads = List.of("GET", "HEAD", "OPTIONS").contains(method) && !chance(5);
    if (!reads) {
      byte[] body = body(request).getBytes(StandardCharsets.UTF_8);
      request.append("Content-Length: ").append(body.length).append("\r\n\r\n");
      return joined(request.toString().getBytes(StandardCharsets.ISO_8859_1), body);
    }
    return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[] head, byte[] body) {
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private String path(String pattern) {
    StringJoiner path = new StringJoiner("/");
    for (String part : pattern.split("/", -1)) {
      if (part.equals(":study")) {
        path.add(chance(85) ? slug : oneOf(ESCAPED));
      } else if (part.startsWith(":") || part.equals("*")) {
        path.add(
            switch (random.nextInt(4)) {
              case 0 -> new UUID(random.nextLong(), random.nextLong()).toString();
              case 1 -> Integer.toString(random.nextInt(5));
              default -> oneOf(ESCAPED);
            });
      } else {
        path.add(part);
      }
    }
    return path.toString();
  }

  private String query() {
    StringBuilder query = new StringBuilder();
    for (int k = chance(50) ? random.nextInt(4) : 0; k > 0; k--) {
      query.append(query.isEmpty() ? '?' : '&').append(chance(95) ? oneOf(QUERY) : oneOf(ESCAPED));
      query.append(chance(95) ? "=" : "");
      query.append(chance(60) ? escaped(oneOf(TEXTS)) : oneOf(ESCAPED));
    }
    return query.toString();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A body; writes its type into the head. */
  private String body(StringBuilder head) {
    int kind = random.nextInt(10);
    if (kind < 5) {
      head.append(chance(95) ? "Content-Type: application/json\r\n" : "Content-Type: text/xml\r\n");
      return chance(95) ? object(0) : value(0);
    }
    if (kind < 8) {
      head.append("Content-Type: application/x-www-form-urlencoded\r\n");
      StringJoiner form = new StringJoiner("&");
      for (int k = random.nextInt(8); k > 0; k--) {
        form.add(
            escaped(oneOf(FIELDS)) + "=" + (chance(80) ? escaped(oneOf(TEXTS)) : oneOf(ESCAPED)));
      }
      return form.toString();
    }
    if (kind == 8) {
      head.append("Content-Type: multipart/form-data; boundary=")
          .append(chance(90) ? "b" : "")
          .append("\r\n");
      return multipart();
    }
    return oneOf(
        List.of(
            "",
            "\0\0\0",
            "[".repeat(20_000),
            "{".repeat(2_000),
            "x".repeat(70_000),
            "null",
            "\"x\""));
  }

  private String multipart() {
    StringBuilder body = new StringBuilder();
    for (int k = random.nextInt(5); k > 0; k--) {
      boolean file = chance(40);
      String name =
          file ? "files\"; filename=\"" + oneOf(TEXTS).replace("\r\n", " ") : oneOf(FIELDS);
      body.append("--b\r\nContent-Disposition: form-data; name=\"")
          .append(name)
          .append("\"\r\n\r\n");
      body.append(file ? object(0) + "\n" : oneOf(TEXTS)).append("\r\n");
    }
    return body + (chance(90) ? "--b--\r\n" : "--");
  }

  private String object(int depth) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    for (int k = random.nextInt(8); k > 0; k--) {
      members.add(Json.encode(oneOf(FIELDS)) + ":" + value(depth + 1));
    }
    return members.toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 9)) {
      case 0 -> oneOf(NUMBERS);
      case 1 -> oneOf(List.of("true", "false", "null"));
      case 2, 3, 4 -> text();
      case 5 -> "\"" + new UUID(random.nextLong(), random.nextLong()) + "\"";
      case 6 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
      case 7 -> "[".repeat(50) + "]".repeat(50);
      default -> object(depth);
    };
  }

  /** Quoted by hand: halves of surrogate pairs and U+0000 as escapes. */
  private String text() {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : oneOf(TEXTS).toCharArray()) {
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
