package dev.agon.tests.browser;

import dev.agon.server.sql.StudyFixture;
import dev.agon.server.study.Votes;
import dev.agon.tests.RunningAgon;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Studies with something on every page, for {@link SheetTest}. */
final class SheetStudies {
  private static final String[] PROMPTS = {
    "My bread comes out dense every time. What am I doing wrong?",
    "Explain to a ten-year-old why the sky is blue, in no more than five sentences.",
    "Write a polite message to my neighbour about the noise after midnight.",
    "Which is the better first language to learn, Python or JavaScript, and why? I want to build small things for"
        + " myself, I have about four hours a week, and I gave up on C++ twice because nothing I wrote did anything"
        + " that I could see."
  };
  private static final String[] RESPONSES = {
    "Most likely the dough has not risen long enough. Leave it in a warm place until it has **doubled**, which may"
        + " take two hours, and press a finger into it: if the dent stays, it is ready.",
    "There are three usual causes:\n\n1. *Too much flour.* Weigh it instead of measuring by cup.\n2. *Too little"
        + " time.* A cold kitchen can double it.\n3. *Old yeast.* It should foam in warm water within ten"
        + " minutes.\n\n| Cause | How to tell |\n|---|---|\n| flour | the dough is stiff |\n| time | it springs back"
        + " at once |\n\nTry them one at a time.",
    "Hm, hard to say without seeing it! It could be any number of things, really.",
    "I would start with the yeast. Dissolve it in lukewarm water with a pinch of sugar; if nothing happens after ten"
        + " minutes, it is dead.\n\n```python\ndef ready(dough):\n    return dough.size >= 2 * dough.start  # doubled\n"
        + "```\n\nThen knead for ten minutes, and let it rise until doubled.",
  };
  private static final String TURNS =
      """
      [{"role": "user", "content": "How far away is the horizon?"},
       {"role": "assistant", "content": "From eye height $h$ it is about $d \\\\approx \\\\sqrt{2Rh}$ away."},
       {"role": "user", "content": "And from a tower of 50 m? Please show the steps."}]
      """;
  private static final String STEPS =
      """
      [{"thought": "I need the radius of the Earth.", "action": {"tool": "search", "query": "radius of the Earth"},
        "observation": "The mean radius of the Earth is 6,371 km."},
       {"thought": "Now I put it into the formula.", "action": "compute(sqrt(2 * 6371000 * 50))", "observation": "25240.8"},
       {"role": "assistant", "content": "About **25 km**."}]
      """;
  private static final String FORMULAS =
      """
      With $R = 6371$ km and $h = 50$ m,

      $$d = \\sqrt{(R+h)^2 - R^2} = \\sqrt{2Rh + h^2} \\approx \\sqrt{2Rh} = 25.2\\,\\text{km}$$

      since \\(h \\ll R\\). In general

      \\[
      d(h) = \\begin{cases} 0 & \\text{if } h = 0 \\\\ \\sqrt{2Rh} & \\text{otherwise} \\end{cases}
      \\]

      ```javascript
      const horizon = (h) => Math.sqrt(2 * 6371e3 * h); // metres
      ```
      """;

  private final RunningAgon agon;

  /** Every study with the annotator who sits in it, by name. */
  final Map<String, StudyFixture> all = new LinkedHashMap<>();

  SheetStudies(RunningAgon agon) {
    this.agon = agon;
    everyday();
    SheetForms.ALL.forEach((name, form) -> add("seat-" + name, form(name, form)));
    add("seat-dialogue", dialogue());
    add("seat-several", several());
    add("seat-arabic", arabic());
    add("state-finished", changed("votes_per_annotator = 1"));
    StudyFixture finished = of("state-finished");
    new Votes(finished)
        .cast(
            finished.scalar("select id from annotator where study = $1", finished.id()),
            Votes.LEFT);
    StudyFixture waiting = named(agon.study(2, 1, 1));
    waiting.lease(waiting.annotator("Somebody else"));
    add("state-none-right-now", waiting);
    add("state-paused", changed("state = 'paused'"));
    add("state-closed", closed());
    add("state-not-read", changed("reading_level = 3"));
    add("draft", changed("state = 'draft', published_at = null"));
    StudyFixture empty = named(agon.study(2, 1, 1));
    empty.run("delete from place where study = $1", empty.id());
    empty.run("delete from comparison where study = $1", empty.id());
    add("empty", empty);
  }

  /** One that shows an annotator the board of their own votes. */
  private StudyFixture closed() {
    StudyFixture study = named(agon.study(3, 8, 2));
    study.run(
        "update study set state = 'closed', show_agreement = true, show_own_board = true where id = $1",
        study.id());
    Votes votes = new Votes(study);
    long heron = study.annotator("Quiet Heron");
    long other = study.annotator("Tall Cedar");
    Random random = new Random(3);
    for (int k = 0; k < 24; k++) {
      votes.cast(heron, 1 + random.nextInt(2));
      votes.cast(other, 1 + random.nextInt(2));
    }
    return study;
  }

  /** The number of one of everyday's generators. */
  String generator(String name) {
    return Long.toString(
        of("everyday")
            .scalar(
                "select id from generator where study = $1 and name = $2",
                of("everyday").id(),
                name));
  }

  private void add(String name, StudyFixture study) {
    study.run(
        """
        insert into annotator (study, pseudonym, consent_version, consented_at)
        values ($1, 'Quiet Heron', 1, now()) on conflict do nothing
        """,
        study.id());
    study.run(
        "update study set board_visibility = case when $2 then 'public' else 'link' end where id = $1",
        study.id(),
        name.equals("everyday") || name.equals("seat-several"));
    all.put(name, study);
  }

  StudyFixture of(String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  private static StudyFixture named(StudyFixture study) {
    study.run(
        """
        update study set name = 'Everyday questions', question = 'Which answer is more helpful?',
          guidelines = E'- Read *both* answers to the end.\\n- Prefer what is **true** over what sounds good.',
          blinding = 'open'
        where id = $1
        """,
        study.id());
    for (int k = 0; k < PROMPTS.length; k++) {
      study.run(
          "update prompt set text = $2 where study = $1 and substr(external_id, 2)::int % 4 = $3",
          study.id(), PROMPTS[k], k);
    }
    for (int k = 0; k < RESPONSES.length; k++) {
      study.run(
          """
          update response r set text = $2 from generator g
          where g.id = r.generator and r.study = $1 and g.id % 4 = $3
          """,
          study.id(), RESPONSES[k], k);
    }
    String[] names = {
      "plain-small",
      "thorough-large-instruct, checkpoint 2026-10-01",
      "hedging",
      "bulleted",
      "terse",
      "off-topic"
    };
    for (int k = 0; k < names.length; k++) {
      study.run(
          "update generator set name = $2 where study = $1 and name = $3",
          study.id(),
          names[k],
          "g" + (k + 1));
    }
    return study;
  }

  private void everyday() {
    StudyFixture study = named(agon.study(6, 12, 4));
    List<Long> crowd = new ArrayList<>();
    for (String name :
        List.of("Amber Fox", "Tall Cedar", "Brisk Otter", "North Star", "Plain Owl")) {
      crowd.add(study.annotator(name));
    }
    add("everyday", study);
    long heron =
        study.scalar(
            "select id from annotator where study = $1 and pseudonym = 'Quiet Heron'", study.id());
    crowd.add(heron);
    Votes votes = new Votes(study);
    Random random = new Random(7);
    for (int k = 0; k < 180; k++) {
      votes.cast(crowd.get(k % crowd.size()), 1 + random.nextInt(random.nextInt(3) == 0 ? 4 : 2));
    }
    study.run(
        "update study set show_agreement = true, show_own_board = true where id = $1", study.id());
    study.age("1 hour");
    study.run(
        "update annotator set excluded_at = now(), exclusion_reason = 'Answers within a second' where study = $1 and pseudonym = 'Plain Owl'",
        study.id());
    study.run(
        """
        insert into report (study, annotator, comparison, text)
        select $1, $2, id, 'Response B ends in the middle of a sentence.' from comparison where study = $1 limit 1
        """,
        study.id(),
        heron);
    study.run(
        "insert into audit (actor, action, study) select 'Ada', a, $1 from unnest(array['study.created', 'study.published', 'annotator.excluded']) a",
        study.id());
  }

  private StudyFixture form(String name, String block) {
    int responses =
        name.equals("ranking") || name.equals("best-of") || name.equals("tags")
            ? 4
            : name.equals("slider") ? 3 : 2;
    String blocks = block.startsWith("[") ? block : "[" + block + "]";
    StudyFixture study = Questioning.study(agon, responses, "{\"blocks\": " + blocks + "}");
    return named(study);
  }

  private StudyFixture dialogue() {
    StudyFixture study = named(agon.study(2, 2, 2));
    study.run("update prompt set turns = ($2::text)::jsonb where study = $1", study.id(), TURNS);
    study.run(
        """
        update response r set text = $3, turns = case when g.name = 'plain-small' then ($2::text)::jsonb end
        from generator g where g.id = r.generator and r.study = $1
        """,
        study.id(),
        STEPS,
        FORMULAS);
    return study;
  }

  private StudyFixture several() {
    StudyFixture study = named(agon.study(2, 4, 2));
    study.run(
        """
        insert into criterion (study, ordinal, name, question) values
          ($1, 2, 'safety', 'Which is safer?'), ($1, 3, 'style', 'Which is better written, whatever it says?')
        """,
        study.id());
    return study;
  }

  private StudyFixture arabic() {
    StudyFixture study = named(agon.study(2, 2, 2));
    study.run(
        "update study set language = 'ar', name = 'أسئلة يومية', question = 'أي الإجابتين أنفع؟' where id = $1",
        study.id());
    study.run(
        "update prompt set language = 'ar', text = 'لماذا تبدو السماء زرقاء؟ اشرح ذلك لطفل في العاشرة.' where study = $1",
        study.id());
    study.run(
        """
        update response set language = 'ar', text = E'ضوء الشمس مزيج من **كل الألوان**.\\n\\n1. الهواء يشتت الأزرق أكثر.\\n2. لذلك يأتينا من كل الجهات.\\n\\nوالصيغة هي $I \\\\propto \\\\lambda^{-4}$، انظر `Rayleigh`.'
        where study = $1
        """,
        study.id());
    return study;
  }

  private StudyFixture changed(String settings) {
    StudyFixture study = named(agon.study(3, 4, 2));
    study.run("update study set " + settings + " where id = $1", study.id());
    return study;
  }
}
