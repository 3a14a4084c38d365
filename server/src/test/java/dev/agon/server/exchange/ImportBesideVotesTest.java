package dev.agon.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.rows.Columns;
import dev.agon.server.sql.DatabaseExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An import while a study takes votes. */
@Tag("slow")
class ImportBesideVotesTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  private static final String PAIRS =
      "comparison,prompt_id,prompt,left,right,left_text,right_text\n1,p,One?,A,B,a,b\n";

  /** Takes a number as a vote does, and gives up when it would have to wait. */
  private static final String EVENT =
      """
      set lock_timeout = '500ms';
      with c as (update study_clock set seq = seq + 1 where study = :study returning seq)
      insert into study_event (study, number, kind) select :study, seq, 'included' from c
      """;

  private static final String SLEEPING =
      "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()";

  private Imports imports = Imports.into(DATABASE.address(), "");
  private Imports other = Imports.into(DATABASE.address(), "");

  @BeforeEach
  void newStudies() throws ImportRefused {
    imports = Imports.into(DATABASE.address(), "s" + UUID.randomUUID());
    imports.run(ImportKind.PAIRS, PAIRS);
    other = Imports.into(DATABASE.address(), "s" + UUID.randomUUID());
    other.run(ImportKind.PAIRS, PAIRS);
  }

  private static String log(int votes) {
    StringBuilder log = new StringBuilder("comparison,winner,annotator\n");
    for (int k = 0; k < votes; k++) {
      log.append("1,left,a").append(k).append('\n');
    }
    return log.toString();
  }

  private interface Watcher extends ImportProgress {
    void at(String what);

    @Override
    default void reading(long bytes, long size, long rows) {
      at("reading");
    }

    @Override
    default void writing(String what, int step, int steps) {
      at(what);
    }
  }

  @Test
  void votes_of_the_study_go_on_through_every_phase_before_the_numbers() throws ImportRefused {
    List<String> phases = new ArrayList<>();
    Watcher watcher =
        phase -> {
          imports.execute(EVENT);
          phases.add(phase);
        };
    ImportReport report =
        imports.run(
            imports.request(ImportKind.VOTES, Columns.DEFAULT),
            watcher,
            Imports.source("f.csv", log(2_500)));

    assertThat(phases)
        .containsSubsequence(
            "reading",
            "reading",
            "prompts",
            "responses",
            "comparisons",
            "votes",
            "annotators",
            "places",
            "numbers");
    assertThat(report.watermark()).isEqualTo(2_500 + phases.size());
    assertThat(
            imports.one(
                """
                select count(distinct number) = max(number) and count(*) = max(number) from (
                  select number from vote where study = :study
                  union all select number from study_event where study = :study) n
                """))
        .as("numbers without a hole")
        .isEqualTo("t");
  }

  @Test
  void an_import_that_is_open_between_its_statements_holds_no_other_study_up()
      throws ImportRefused {
    Watcher watcher = phase -> other.execute(EVENT);
    imports.run(
        imports.request(ImportKind.VOTES, Columns.DEFAULT),
        watcher,
        Imports.source("f.csv", log(100)));

    assertThat(Integer.parseInt(other.one("select seq from study_clock where study = :study")))
        .isGreaterThanOrEqualTo(8);
  }

  @Test
  void a_second_import_into_the_study_is_refused_while_one_writes() throws ImportRefused {
    List<List<String>> refusals = new ArrayList<>();
    Watcher watcher =
        phase -> {
          if (phase.equals("places")) {
            refusals.add(imports.refusal(ImportKind.VOTES, Imports.source("g.csv", log(1))));
          }
        };
    imports.run(
        imports.request(ImportKind.VOTES, Columns.DEFAULT),
        watcher,
        Imports.source("f.csv", log(3)));

    assertThat(refusals)
        .containsExactly(
            List.of(
                "study %s: another import into it is running: wait until it is done"
                    .formatted(imports.slug())));
  }

  @Test
  void a_cancelled_import_has_written_nothing_whenever_it_was_cancelled() throws Exception {
    String before = imports.state();
    for (String when : List.of("reading", "responses", "votes", "places", "numbers")) {
      List<ImportRun> runs = new ArrayList<>();
      Watcher watcher =
          phase -> {
            if (phase.equals(when)) {
              runs.getFirst().cancel();
            }
          };
      try (ImportRun run =
          new Importer(imports.address())
              .prepare(
                  imports.request(ImportKind.VOTES, Columns.DEFAULT),
                  List.of(Imports.source("f.csv", log(1_500))),
                  watcher)) {
        runs.add(run);
        assertThatThrownBy(run::execute).as(when).isInstanceOf(CancellationException.class);
      }
    }
    assertThat(imports.state()).isEqualTo(before);
  }

  @Test
  void a_statement_under_way_is_cancelled_too() throws Exception {
    String before = imports.state();
    List<ImportRun> runs = new ArrayList<>();
    Watcher watcher =
        phase -> {
          if (phase.equals("annotators")) {
            imports.execute(
                "create or replace function slow() returns trigger language plpgsql as"
                    + " $$ begin perform pg_sleep(3600); return new; end $$;"
                    + " create or replace trigger slow before insert on annotator for each row"
                    + " execute function slow()");
            Thread.ofVirtual()
                .start(
                    () -> {
                      Awaitility.await().until(() -> other.one(SLEEPING).equals("1"));
                      runs.getFirst().cancel();
                    });
          }
        };
    try (ImportRun run =
        new Importer(imports.address())
            .prepare(
                imports.request(ImportKind.VOTES, Columns.DEFAULT),
                List.of(Imports.source("f.csv", log(1))),
                watcher)) {
      runs.add(run);
      assertThatThrownBy(run::execute).isInstanceOf(CancellationException.class);
    } finally {
      imports.execute("drop trigger if exists slow on annotator");
    }
    assertThat(imports.state()).isEqualTo(before);
  }

  @Test
  void so_many_votes_that_others_would_wait_long_need_a_pause() throws ImportRefused {
    String log = log(100_001);
    imports.execute(
        "insert into annotator (study, pseudonym, return_hash) values (:study, 'live', sha256('y'))");
    assertThat(imports.refusal(ImportKind.VOTES, Imports.source("f.csv", log)))
        .containsExactly(
            "f.csv: 100001 votes at once would make the annotators of a running study wait: pause it"
                + " first, or import at most 100000 at a time");
    imports.execute("update study set state = 'paused' where id = :study");
    assertThat(imports.run(ImportKind.VOTES, log).watermark()).isEqualTo(100_001);
  }
}
