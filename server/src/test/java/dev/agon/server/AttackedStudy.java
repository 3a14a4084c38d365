package dev.agon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.session.Secrets;
import dev.agon.server.http.session.SessionStore;
import dev.agon.server.http.session.TestSessions;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A study with a crowd's votes and an attacker of five pseudonyms, who also asks with the board's
 * link and as nobody.
 */
final class AttackedStudy {
  private static final int PSEUDONYMS = 5;
  private static final int CROWD = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Longer than the batcher's timer needs to notice what may be counted. */
  private static final Duration IDLE = Duration.ofMillis(1_500);

  /** A vote of each of five places of every comparison, two hours ago. $1 study. */
  private static final String VOTES =
      """
      with p as (
        select id, comparison, presentation, purpose,
          row_number() over (partition by comparison order by id) as k
        from place where study = $1),
      q as (select p.*, row_number() over (order by comparison, k) as n from p where k <= 5),
      a as (
        select id, row_number() over (order by id) - 1 as i from annotator
        where study = $1 and pseudonym like 'crowd %'),
      c as (select q.*, a.id as annotator from q join a on a.i = q.n % $2::int),
      u as (
        update place x set state = 2, revision = 1, annotator = c.annotator, token = gen_random_uuid(),
          leased_at = now() - interval '2 hours'
        from c where x.id = c.id),
      v as (
        insert into vote (study, number, place, comparison, annotator, revision, key, body_hash, purpose,
          presentation, study_version, sent_at, source)
        select $1, n, id, comparison, annotator, 1, gen_random_uuid(), '', purpose, presentation, 1,
          now() - interval '2 hours', 'api'
        from c),
      s as (update study_clock set seq = (select count(*) from c) where study = $1)
      insert into judgement (study, number, criterion, outcome)
      select $1, n, 1, 1 + (n * 7919 % 13 % 4) from c
      """;

  private final StudyFixture study;
  private final String admin;
  private final List<Pseudonym> pseudonyms = new ArrayList<>();
  private final long counted;
  private final AttackCalls calls;

  /** Who votes by a token and looks by a cookie. */
  record Pseudonym(String token, String cookie) {}

  /** An answer as its receipt names it. */
  record Answer(Pseudonym who, String place, long number, int revision) {}

  private AttackedStudy(Main main, StudyFixture study) {
    this.calls = new AttackCalls(main);
    this.study = study;
    this.counted = number();
    SessionStore sessions = new SessionStore(main.pool());
    for (int k = 1; k <= PSEUDONYMS; k++) {
      long annotator = study.annotator("pseudonym " + k);
      String token = token("annotator", annotator);
      String session = TestSessions.ofAnnotator(sessions, annotator);
      pseudonyms.add(new Pseudonym(token, "agon_s_" + study.slug() + "=" + session));
    }
    this.admin =
        token(
            "admin",
            study.scalar(
                "insert into admin (name, password_hash) values ($1, 'none') returning id",
                "admin of " + study.slug()));
  }

  /**
   * A public study.
   *
   * @param votes of its crowd, a multiple of 100
   * @param undoSeconds of an open study; null for a blind one
   */
  static AttackedStudy create(Main main, int votes, @Nullable Integer undoSeconds) {
    StudyFixture study =
        votes == 0
            ? StudyFixture.create(main.pool(), 2, 8, 1)
            : StudyFixture.create(main.pool(), 5, votes / 50, 6);
    if (undoSeconds != null) {
      study.open(undoSeconds);
    }
    study.run("update generator set name = 'model ' || name where study = $1", study.id());
    if (votes > 0) {
      study.run(
          """
          insert into annotator (study, pseudonym, metadata)
          select $1, 'crowd ' || k, '{"group": "crowd"}' from generate_series(1, $2::int) k
          """,
          study.id(),
          CROWD);
      study.run(VOTES, study.id(), CROWD);
      study.run("analyze");
      assertThat(study.scalar("select seq from study_clock where study = $1", study.id()))
          .isEqualTo(votes);
    }
    return new AttackedStudy(main, study);
  }

  private String token(String column, long id) {
    String token = Secrets.create();
    study.run(
        "insert into api_token (secret_hash, " + column + ", name) values ($1, $2, 'attack')",
        Buffer.buffer(Secrets.hash(token)),
        id);
    return token;
  }

  List<Pseudonym> pseudonyms() {
    return pseudonyms;
  }

  /**
   * Who looks: nobody, with the link, two of the pseudonyms, and the tokens of one as a machine.
   */
  List<String> strangers() {
    return List.of(
        "",
        "key",
        "Cookie " + pseudonyms.get(0).cookie(),
        "Cookie " + pseudonyms.get(4).cookie(),
        "Bearer " + pseudonyms.get(1).token());
  }

  long number() {
    return study.scalar("select seq from study_clock where study = $1", study.id());
  }

  /** Waits until the board counts all that may be counted, with its intervals. */
  void settled() throws InterruptedException {
    await(
        """
        select case when s.blinding = 'open' and settled_number(s.id) < c.seq then 0 else count(*) end
        from study s join study_clock c on c.study = s.id left join leaderboard b on b.study = s.id
        where s.id = $1 and (c.seq = 0 or b.watermark = c.seq and b.intervals_at = c.seq)
        group by s.id, c.seq
        """);
  }

  private void await(String sql) {
    Awaitility.await(sql)
        .atMost(PATIENCE)
        .until(() -> study.scalar("select coalesce((" + sql + "), 0)", study.id()) != 0);
  }

  /** Gives everything that looks for work the time to find what it must not find. */
  void idle() throws InterruptedException {
    Thread.sleep(IDLE.toMillis());
  }

  /** What every caller gets at every address of these routes, by caller and address. */
  Map<String, String> everything(List<String> routes) {
    Map<String, String> answers = new TreeMap<>();
    for (String route : routes) {
      for (String path : addresses(route)) {
        for (String caller : path.contains("?") ? strangers().subList(0, 1) : strangers()) {
          AttackCalls.Got got = get(path, caller);
          answers.put(caller + " " + path, got.status() + got.tag() + plain(got.body()));
        }
      }
    }
    return answers;
  }

  private List<String> addresses(String route) {
    List<Long> generators =
        List.of(
            study.scalar("select min(id) from generator where study = $1", study.id()),
            study.scalar("select max(id) from generator where study = $1", study.id()));
    String path =
        route
            .replace(":study", study.slug())
            .replace(":generator", generators.getFirst().toString());
    if (route.endsWith("/versus")) {
      return List.of(path + "?a=%d&b=%d".formatted(generators.get(0), generators.get(1)));
    }
    if (route.endsWith("/figures")) {
      return List.of(path);
    }
    List<String> addresses = new ArrayList<>(List.of(path));
    for (String query :
        List.of(
            "at=" + counted,
            "language=en",
            "group=crowd",
            "kind=person",
            "from=2020-01-01",
            "method=elo",
            "method=davidson&adjust=position")) {
      String asked = route.endsWith("/compare") ? "a." + query.replace("&", "&a.") : query;
      addresses.add(path + "?" + asked);
    }
    return addresses;
  }

  /** Without the moment of the answer and the number of votes. */
  private static String plain(String body) {
    return body.replaceAll("(?m)^retry: \\d+$", "retry")
        .replaceAll("<time[^>]*>[^<]*</time>", "TIME")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("(?s)(board-later.*\"votes\":)\\d+", "$1N")
        .replaceAll("[0-9,]+ votes? so far", "N votes so far");
  }

  private AttackCalls.Got get(String path, String caller) {
    return calls.get(
        path, caller, () -> study.text("select board_code from study where id = $1", study.id()));
  }

  int status(String path, String caller) {
    return get("/studies/" + study.slug() + path, caller).status();
  }

  JsonObject json(String path, String caller) {
    AttackCalls.Got got = get("/studies/" + study.slug() + path, caller);
    assertThat(got.status()).as("%s: %s", path, got.body()).isEqualTo(200);
    return new JsonObject(got.body());
  }

  private HttpResponse<String> post(Pseudonym who, String path, JsonObject body) {
    return calls.send(
        calls
            .request("/studies/" + study.slug() + path)
            .header("Authorization", "Bearer " + who.token())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(body.encode())));
  }

  private HttpResponse<String> answer(Pseudonym who, String place, int replaces, JsonObject says) {
    return post(who, "/votes", says.put("assignment", place).put("replaces", replaces));
  }

  private static Answer receipt(Pseudonym who, String place, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonObject receipt = new JsonObject(answer.body());
    return new Answer(who, place, receipt.getLong("number"), receipt.getInteger("revision"));
  }

  /** Draws a pair and answers it. */
  Answer vote(Pseudonym who, String choice) {
    JsonObject drawn =
        new JsonObject(post(who, "/assignments", new JsonObject()).body())
            .getJsonArray("assignments")
            .getJsonObject(0);
    String place = drawn.getString("token");
    return receipt(
        who,
        place,
        answer(who, place, drawn.getInteger("revision"), new JsonObject().put("choice", choice)));
  }

  Answer revise(Answer before, String choice) {
    return receipt(
        before.who(),
        before.place(),
        answer(
            before.who(),
            before.place(),
            before.revision(),
            new JsonObject().put("choice", choice)));
  }

  Answer withdraw(Answer before) {
    return receipt(
        before.who(),
        before.place(),
        answer(
            before.who(),
            before.place(),
            before.revision(),
            new JsonObject().put("withdrawn", true)));
  }

  /** Answers what was taken back. */
  int reanswer(Answer undone, String choice) {
    return answer(
            undone.who(), undone.place(), undone.revision(), new JsonObject().put("choice", choice))
        .statusCode();
  }

  void endUndo(Pseudonym who) {
    assertThat(post(who, "/votes/final", new JsonObject()).statusCode()).isEqualTo(204);
  }

  /** Neither program nor form nor history changes an answer, and all of them say so. */
  void refusesToChange(Answer answer) {
    long number = number();
    for (JsonObject change :
        List.of(new JsonObject().put("choice", "tie"), new JsonObject().put("withdrawn", true))) {
      HttpResponse<String> refused =
          answer(answer.who(), answer.place(), answer.revision(), change);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
      assertThat(new JsonObject(refused.body()).getString("code")).isIn("final", "study-closed");
    }
    HttpResponse<String> form =
        calls.send(
            calls
                .request("/studies/" + study.slug() + "/votes")
                .header("Cookie", answer.who().cookie())
                .header("Accept", "text/html")
                .header("Origin", calls.origin())
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "back=history&choice=tie&key=%s&assignment=%s&replaces=%d"
                            .formatted(UUID.randomUUID(), answer.place(), answer.revision()))));
    assertThat(form.statusCode()).isEqualTo(303);
    for (String page : List.of("/history", "/history?revise=" + answer.place())) {
      assertThat(get("/studies/" + study.slug() + page, "Cookie " + answer.who().cookie()).body())
          .contains("id=\"n" + answer.number() + "\"")
          .doesNotContain("name=\"assignment\" value=\"" + answer.place());
    }
    assertThat(number()).as("nothing was recorded").isEqualTo(number);
  }

  /** Closes or reopens the study. */
  void move(String how) {
    HttpResponse<String> moved =
        calls.send(
            calls
                .request("/admin/studies/" + study.slug() + "/state")
                .header("Authorization", "Bearer " + admin)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("move=" + how)));
    assertThat(moved.statusCode()).as(moved.body()).isEqualTo(303);
  }

  /** Wins, losses, ties and both bad of each pair of generators, the first by name in front. */
  Map<String, List<Integer>> pairs(String query) {
    Map<String, List<Integer>> pairs = new TreeMap<>();
    for (Object each : json("/board/pairs.json" + query, "").getJsonArray("pairs")) {
      JsonObject pair = (JsonObject) each;
      String first = pair.getString("first");
      String second = pair.getString("second");
      boolean inOrder = first.compareTo(second) < 0;
      pairs.put(
          inOrder ? first + " " + second : second + " " + first,
          List.of(
              pair.getInteger(inOrder ? "wins" : "losses"),
              pair.getInteger(inOrder ? "losses" : "wins"),
              pair.getInteger("ties"),
              pair.getInteger("both_bad")));
    }
    return pairs;
  }

  /** What the board says of each generator's votes. */
  Map<String, List<Integer>> boardOf(String query) {
    Map<String, List<Integer>> items = new TreeMap<>();
    for (Object each : json("/board.json" + query, "").getJsonArray("items")) {
      JsonObject item = (JsonObject) each;
      items.put(
          item.getString("item"),
          List.of(
              item.getInteger("votes"),
              item.getInteger("wins"),
              item.getInteger("losses"),
              item.getInteger("ties"),
              item.getInteger("both_bad")));
    }
    return items;
  }

  /** The same as {@link #pairs}, counted from the study's export. */
  Map<String, List<Integer>> exported() throws IOException {
    HttpResponse<byte[]> zip =
        calls.send(
            calls
                .request("/admin/studies/" + study.slug() + "/export")
                .header("Authorization", "Bearer " + admin)
                .GET(),
            BodyHandlers.ofByteArray());
    assertThat(zip.statusCode()).isEqualTo(200);
    return ExportedPairs.of(zip.body());
  }

  /** A stream of the board that the attacker keeps open. */
  BoardStream stream() {
    return new BoardStream(
        calls.send(
            calls
                .request("/studies/" + study.slug() + "/board/events")
                .header("Accept", "text/event-stream")
                .GET(),
            BodyHandlers.ofInputStream()));
  }
}
