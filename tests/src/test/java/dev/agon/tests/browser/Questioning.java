package dev.agon.tests.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A person before the questions of a study's form, and what was stored of the answers. */
final class Questioning {
  final Annotating person;

  private Questioning(Annotating person) {
    this.person = person;
  }

  /** A running study with a form and so many responses to each of four prompts. */
  static StudyFixture study(RunningAgon agon, int responses, String form) {
    StudyFixture study = agon.study(responses, 4, 4);
    study.run(
        """
        delete from place p using comparison c
        where p.comparison = c.id and c.study = $1
          and c.id <> (select min(x.id) from comparison x where x.prompt = c.prompt)
        """,
        study.id());
    study.run(
        """
        delete from comparison c
        where c.study = $1 and c.id <> (select min(x.id) from comparison x where x.prompt = c.prompt)
        """,
        study.id());
    study.run(
        """
        update comparison c set responses = (
          select array_agg(r.id order by r.id) from response r where r.prompt = c.prompt)
        where c.study = $1
        """,
        study.id());
    study.run(
        """
        update place p set presentation = array(
          select ((p.id + g) % $2 + 1)::smallint from generate_series(0, $2 - 1) g)
        where p.study = $1
        """,
        study.id(), responses);
    ask(study, form);
    return study;
  }

  /** Gives a study a form and the criteria that it names. */
  static void ask(StudyFixture study, String form) {
    for (Object block : new JsonObject(form).getJsonArray("blocks")) {
      addCriteria(study, (JsonObject) block);
    }
    study.run("update study set form = ($2::text)::jsonb where id = $1", study.id(), form);
  }

  private static void addCriteria(StudyFixture study, JsonObject block) {
    List<String> names = new ArrayList<>();
    if (block.getString("criterion") != null) {
      names.add(block.getString("criterion"));
    }
    for (Object aspect : block.getJsonArray("aspects", new JsonArray())) {
      if (((JsonObject) aspect).getString("criterion") != null) {
        names.add(((JsonObject) aspect).getString("criterion"));
      }
    }
    for (String name : names) {
      study.run(
          """
          insert into criterion (study, ordinal, name)
          select $1, max(ordinal) + 1, $2 from criterion where study = $1
          on conflict (study, name) do nothing
          """,
          study.id(),
          name);
    }
  }

  static Questioning join(RunningAgon agon, StudyFixture study, BrowserContext window) {
    return new Questioning(Annotating.join(agon, study, window).ready());
  }

  /** Somebody of the study who sits down without joining first. */
  static Questioning sit(RunningAgon agon, StudyFixture study, BrowserContext window) {
    long annotator = study.annotator("Reader " + UUID.randomUUID());
    window.addCookies(List.of(SignedIn.annotator(agon, study, annotator)));
    Annotating person = Annotating.at(agon, study, window.newPage());
    person.go("/annotate");
    return new Questioning(person);
  }

  /** The question with an id. */
  Locator question(String id) {
    return person.page.locator("#question-" + id);
  }

  /** Submits and waits until the answer is stored. */
  void submit() {
    long before = person.votes();
    person.button("Submit").click();
    person.until("a vote more", () -> person.votes() > before);
    person.awaitChip("Saved");
  }

  /** What was stored last, in the order of the screen. */
  JsonObject stored() {
    return new JsonObject(
        person.study.text(
            "select answers::text from vote where study = $1 order by number desc limit 1",
            person.study.id()));
  }

  /**
   * What the last vote says of pairs, sorted, as {@code criterion 1>2 @0.500} with places on the
   * screen; a strength follows the sign.
   */
  List<String> outcomes() {
    List<String> outcomes = new ArrayList<>();
    for (Row row :
        person
            .study
            .pool()
            .preparedQuery(
                """
                select c.name, v.presentation, j.first, j.second, j.outcome, j.strength, j.weight
                from vote v join judgement j using (study, number)
                  join criterion c on c.study = j.study and c.ordinal = j.criterion
                where v.study = $1 and v.number = (select max(number) from vote where study = $1)
                """)
            .execute(Tuple.of(person.study.id()))
            .await()) {
      List<Short> shown = Arrays.asList(row.getArrayOfShorts("presentation"));
      int first = shown.indexOf(row.getShort("first")) + 1;
      int second = shown.indexOf(row.getShort("second")) + 1;
      String sign = List.of(">", "<", "=", "x").get(row.getShort("outcome") - 1);
      if (first > second) {
        sign = sign.equals(">") ? "<" : sign.equals("<") ? ">" : sign;
      }
      Short strength = row.getShort("strength");
      outcomes.add(
          String.format(
              Locale.ROOT,
              "%s %d%s%s%d @%.3f",
              row.getString("name"),
              Math.min(first, second),
              sign,
              strength == null ? "" : strength.toString(),
              Math.max(first, second),
              row.getFloat("weight")));
    }
    outcomes.sort(null);
    return outcomes;
  }
}
