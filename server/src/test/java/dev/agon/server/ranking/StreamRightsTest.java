package dev.agon.server.ranking;

import static dev.agon.server.ranking.RankingRig.awaitBoard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.server.http.TestSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Streams end with the right under which they were opened. Rights are taken in the database alone,
 * as another node or the command would.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class StreamRightsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long ENDED_MS = 20_000;

  private final BoardSite boards;
  private final TestSite site;
  private final List<EventReader> readers = new ArrayList<>();
  private int studies;
  private VoteFixture study;
  private String events;
  private long comparison;

  StreamRightsTest() throws Exception {
    boards = BoardSite.start(50);
    site = boards.site;
    study = VoteFixture.study(site.database, "rights");
    events = "/studies/rights/board/events";
  }

  @BeforeEach
  void vote() throws Exception {
    studies++;
    study.close();
    study = VoteFixture.study(site.database, "rights-" + studies);
    events = "/studies/rights-" + studies + "/board/events";
    comparison = study.comparison(study.generator("a"), study.generator("b"));
    study.vote(study.annotator("person"), comparison, Outcome.FIRST);
    awaitBoard(study, SOON);
  }

  @AfterEach
  void leave() {
    readers.forEach(EventReader::close);
    readers.clear();
  }

  @AfterAll
  void close() throws Exception {
    study.close();
    boards.close();
  }

  @Test
  void a_revoked_token_and_a_signed_out_admin_get_no_more_of_a_board_that_is_not_everybody_s()
      throws Exception {
    study.execute("update study set board_visibility = 'link' where id = ?", study.study());
    String cookie = boards.admin(study);
    long admin = study.number("select id from admin where name = ?", "admin of " + study.study());
    String bearer = "Bearer " + site.store.addAdminToken(admin, "a program").await();
    EventReader byToken = reader("Authorization", bearer);
    EventReader byCookie = reader("Cookie", cookie);
    EventReader stays = reader("Cookie", site.admin("another admin"));

    study.execute("update api_token set revoked_at = now() where admin = ?", admin);
    study.execute("delete from session where admin = ?", admin);

    assertEnded(byToken);
    assertEnded(byCookie);
    study.vote(study.annotator("person"), comparison, Outcome.FIRST);
    boards.wake(study);
    assertThat(stays.next(ENDED_MS).name()).isEqualTo("board");
    assertThat(byToken.isQuietFor(200)).isTrue();
    assertThat(again("Authorization", bearer)).isEqualTo(401);
    assertThat(again("Cookie", cookie)).isEqualTo(404);
  }

  @Test
  void an_admin_who_is_no_more_gets_no_more() throws Exception {
    study.execute("update study set board_visibility = 'private' where id = ?", study.study());
    EventReader reader = reader("Cookie", boards.admin(study));

    study.execute(
        "delete from session where admin in (select id from admin where name = ?)",
        "admin of " + study.study());
    study.execute("delete from admin where name = ?", "admin of " + study.study());

    assertEnded(reader);
  }

  @Test
  void an_annotator_s_stream_ends_with_their_exclusion() throws Exception {
    long excluded = study.annotator("person");
    String slug = "rights-" + studies;
    EventReader reader = reader("Cookie", boards.annotator(slug, excluded));
    EventReader stays = reader("Cookie", boards.annotator(slug, study.annotator("person")));

    study.execute("update annotator set excluded_at = now() where id = ?", excluded);

    assertEnded(reader);
    assertThat(stays.hasEndedWithin(200)).isFalse();
  }

  @Test
  void readers_of_a_board_that_becomes_private_get_no_more() throws Exception {
    EventReader reader = reader("Accept-Language", "en");
    EventReader german = reader("Accept-Language", "de");

    study.execute("update study set board_visibility = 'private' where id = ?", study.study());

    assertEnded(reader);
    assertEnded(german);
    assertThat(again("Accept-Language", "en")).isEqualTo(404);
  }

  @Test
  void readers_of_a_study_that_is_closed_ask_again() throws Exception {
    EventReader reader = reader("Accept-Language", "en");

    study.execute("update study set state = 'closed' where id = ?", study.study());

    assertEnded(reader);
    assertThat(again("Accept-Language", "en")).isEqualTo(200);
  }

  @Test
  void readers_by_a_link_lose_the_board_with_its_key() throws Exception {
    study.execute(
        "update study set board_visibility = 'link', board_code = repeat('k', 24) where id = ?",
        study.study());
    events += "?key=" + "k".repeat(24);
    EventReader reader = reader("Accept-Language", "en");

    study.execute("update study set board_code = repeat('n', 24) where id = ?", study.study());

    assertEnded(reader);
    assertThat(again("Accept-Language", "en")).isEqualTo(404);
  }

  private EventReader reader(String header, String value) throws Exception {
    EventReader reader = new EventReader(site.port, events, header, value);
    readers.add(reader);
    assertThat(reader.status()).isEqualTo(200);
    assertThat(reader.next(ENDED_MS).name()).isEqualTo("board");
    return reader;
  }

  private int again(String header, String value) throws Exception {
    EventReader reader = new EventReader(site.port, events, header, value);
    readers.add(reader);
    return reader.status();
  }

  private static void assertEnded(EventReader reader) throws InterruptedException {
    assertThat(reader.next(ENDED_MS).name()).isEqualTo("changed");
    assertThat(reader.hasEndedWithin(ENDED_MS)).isTrue();
  }
}
