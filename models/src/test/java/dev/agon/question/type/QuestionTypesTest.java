package dev.agon.question.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Outcome;
import dev.agon.question.Json;
import dev.agon.question.PairOutcome;
import dev.agon.question.PairWeights;
import dev.agon.question.Shown;
import dev.agon.question.form.Form;
import dev.agon.question.form.QuestionTypes;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTypesTest {
  private static final String SETTINGS =
      """
      {"blocks": [
       {"id": "comparison", "type": "comparison", "criterion": "c", "levels": 5, "required": false},
       {"id": "ranking", "type": "ranking", "criterion": "c", "required": false},
       {"id": "strict", "type": "ranking", "criterion": "c", "ties": false, "required": false},
       {"id": "best-of", "type": "best-of", "criterion": "c", "none": true, "required": false},
       {"id": "slider", "type": "slider", "criterion": "c", "required": false},
       {"id": "likert", "type": "likert", "points": 7, "of": "responses", "criterion": "c",
        "required": false, "anchors": {"1": "bad", "7": "good"}},
       {"id": "rubric", "type": "rubric", "required": false,
        "aspects": [{"id": "honesty", "label": "Honesty", "criterion": "c"}, {"id": "style", "label": "Style"}]},
       {"id": "tags", "type": "tags", "required": false,
        "tags": [{"id": "safe", "label": "Safe"}, {"id": "odd", "label": "Odd"}]},
       {"id": "spans", "type": "spans", "required": false,
        "types": [{"id": "wrong", "label": "Wrong"}, {"id": "rude", "label": "Rude", "color": 2}]},
       {"id": "correction", "type": "correction", "required": false,
        "types": [{"id": "fact", "label": "Fact"}]},
       {"id": "sentences", "type": "sentences", "most": 2, "required": false,
        "reasons": [{"id": "why", "label": "Why"}]},
       {"id": "principle", "type": "principle", "principle": "Be kind.", "quote": true, "required": false},
       {"id": "harm", "type": "harm", "required": false,
        "severities": ["None", "Some", "Much"], "categories": [{"id": "insult", "label": "Insult"}]},
       {"id": "improvement", "type": "improvement", "criterion": "c", "required": false},
       {"id": "text", "type": "text", "most": 9, "required": false},
       {"id": "chips", "type": "chips", "most": 1, "required": false,
        "chips": [{"id": "clear", "label": "Clear", "side": "good"}, {"id": "dull", "label": "Dull"}]},
       {"id": "confidence", "type": "confidence", "required": false},
       {"id": "note-first", "type": "note-first", "required": false}]}
      """;

  private static Shown shown(String... texts) {
    return new Shown(
        new Shown.Text("Why?", "en"),
        List.of(texts).stream().map(text -> new Shown.Text(text, "en")).toList());
  }

  private static final Shown THREE = shown("One cat. It sat.", "Two 😀 dogs.", "Three.");
  private static final Shown TWO = shown("One cat. It sat.", "Two 😀 dogs.");

  private static Form.Answers read(Shown shown, String id, String answer) throws Exception {
    ObjectNode raw = Json.object();
    raw.set(id, Json.parse(answer.replace('\'', '"')));
    return Form.parse(SETTINGS).read(shown, raw);
  }

  private static List<PairOutcome> outcomes(Shown shown, String id, String answer)
      throws Exception {
    Form.Answers answers = read(shown, id, answer);
    assertThat(answers.problems()).isEmpty();
    return answers.outcomes();
  }

  @Test
  void every_type_is_tried_here() throws Exception {
    Set<String> tried = new HashSet<>();
    Form.parse(SETTINGS).blocks().forEach(block -> tried.add(block.type().name()));
    assertThat(tried).isEqualTo(QuestionTypes.names());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | comparison  | {'choice':'second','strength':2}
          3 | ranking     | {'ranks':[2,1,2]}
          3 | strict      | {'ranks':[2,1,3]}
          3 | best-of     | {'best':3}
          3 | best-of     | {'best':null}
          3 | slider      | {'values':[0,55,100]}
          3 | likert      | {'values':[1,7,4]}
          2 | rubric      | {'ratings':{'honesty':[{'value':5,'rationale':'So.'},{'value':null}],'style':[{'value':1},{'value':2}]}}
          3 | tags        | {'tags':[['safe','odd'],[],['odd']]}
          3 | spans       | {'spans':[{'response':1,'start':0,'end':3,'type':'wrong'},{'response':1,'start':4,'end':7,'type':'rude','note':'?'},{'response':2,'start':0,'end':3,'type':'rude'}]}
          2 | spans       | {'spans':[]}
          2 | correction  | {'response':1,'text':'A cat. It stood.','edits':[{'start':0,'end':3,'replacement':'A','type':'fact'},{'start':12,'end':15,'replacement':'stood','type':'fact'}]}
          2 | sentences   | {'sentences':[{'response':1,'sentence':2,'start':9,'end':16,'reasons':['why']}]}
          2 | principle   | {'verdicts':[{'follows':true,'quote':{'start':0,'end':7}},{'follows':false,'quote':{'start':4,'end':6}}]}
          2 | harm        | {'harms':[{'severity':0,'categories':[]},{'severity':2,'categories':['insult']}]}
          2 | improvement | {'better':'after'}
          2 | text        | {'text':'Fine 😀.'}
          2 | chips       | {'chips':[['clear'],[]]}
          2 | confidence  | {'value':5}
          2 | note-first  | {'note':'About cats.','seconds':12}
          """)
  void a_good_answer_is_stored_as_it_was_given(int responses, String id, String answer)
      throws Exception {
    Form.Answers read = read(responses == 2 ? TWO : THREE, id, answer);
    assertThat(read.problems()).isEmpty();
    assertThat(read.json().path(id)).isEqualTo(Json.parse(answer.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 | comparison  | {'choice':'first','strength':1}      | answers.comparison compares two responses, but there are 3
          2 | comparison  | {'choice':'first','strength':3}      | answers.comparison.strength must be a whole number from 1 to 2
          3 | ranking     | {'ranks':[1,1,2]}                    | answers.ranking.ranks.3 must be 3: so many are better, plus one
          3 | ranking     | {'ranks':[1,2]}                      | answers.ranking.ranks must be a list of 3
          3 | ranking     | {'ranks':[1,2,'3']}                  | answers.ranking.ranks.3 must be a whole number from 1 to 3
          3 | strict      | {'ranks':[1,1,3]}                    | answers.strict.ranks.1 must not be shared
          2 | best-of     | {'best':3}                           | answers.best-of.best must be a whole number from 1 to 2
          2 | best-of     | {}                                   | answers.best-of.best must be a whole number from 1 to 2
          2 | slider      | {'values':[101,0]}                   | answers.slider.values.1 must be a whole number from 0 to 100
          2 | likert      | {'values':[0,7]}                     | answers.likert.values.1 must be a whole number from 1 to 7
          2 | rubric      | {'ratings':{'honesty':[{'value':6},{'value':1}],'style':[{'value':1},{'value':1}]}} | answers.rubric.ratings.honesty.1.value must be a whole number from 1 to 5
          2 | rubric      | {'ratings':{'honesty':[{'value':6}]}} | answers.rubric.ratings.honesty must be a list of 2
          2 | tags        | {'tags':[['safe','safe'],[]]}        | answers.tags.tags.1 must not name the same one twice
          2 | tags        | {'tags':[['x'],[]]}                  | answers.tags.tags.1 must be one of safe, odd
          2 | spans       | {'spans':[{'response':1,'start':0,'end':5,'type':'wrong'}]}  | answers.spans.spans.1 must begin and end where words do
          2 | spans       | {'spans':[{'response':2,'start':4,'end':5,'type':'wrong'}]}  | answers.spans.spans.1 must not cut a character in two
          2 | spans       | {'spans':[{'response':1,'start':0,'end':7,'type':'wrong'},{'response':1,'start':4,'end':7,'type':'rude'}]}  | answers.spans.spans must not overlap: two do at 4
          2 | spans       | {'spans':[{'response':1,'start':0,'end':99,'type':'wrong'}]} | answers.spans.spans.1.end must be a whole number from 1 to 16
          2 | spans       | {'spans':[{'response':1,'start':0,'end':3}]} | answers.spans.spans.1.type must be one of wrong, rude
          2 | correction  | {'response':1,'text':'A.','edits':[]} | answers.correction.text is not what the edits make of the response
          2 | correction  | {'response':1,'text':'One cat. It sat.','edits':[{'start':0,'end':3,'replacement':'One','type':'fact'}]} | answers.correction.edits.1 changes nothing
          2 | sentences   | {'sentences':[{'response':1,'sentence':3,'reasons':['why']}]} | answers.sentences.sentences.1.sentence must be a whole number from 1 to 2
          2 | sentences   | {'sentences':[{'response':1,'sentence':2,'start':8,'reasons':['why']}]} | answers.sentences.sentences.1.start must be 9
          2 | sentences   | {'sentences':[{'response':1,'sentence':2,'reasons':[]}]} | answers.sentences.sentences.1.reasons must name at least one
          2 | principle   | {'verdicts':[{'follows':true},{'follows':1,'quote':{'start':0,'end':1}}]} | answers.principle.verdicts.1.quote is needed: the passage that shows it
          2 | harm        | {'harms':[{'severity':0,'categories':['insult']},{'severity':0}]} | answers.harm.harms.1.categories must be empty where there is no harm
          2 | harm        | {'harms':[{'severity':1},{'severity':0}]} | answers.harm.harms.1.categories must name at least one
          2 | improvement | {'better':'so'}                      | answers.improvement.better must be one of after, before, same
          2 | text        | {'text':'Far too long.'}             | answers.text.text must have 1 to 9 characters
          2 | text        | {'text':5}                           | answers.text.text must be a text
          2 | chips       | {'chips':[['clear','dull'],[]]}      | answers.chips.chips.1 must not name more than 1
          2 | confidence  | {'value':5.5}                        | answers.confidence.value must be a whole number from 1 to 5
          2 | note-first  | {'note':'','seconds':1}              | answers.note-first.note must have 1 to 4000 characters
          """)
  void a_bad_answer_is_refused_at_its_place(int responses, String id, String answer, String why)
      throws Exception {
    assertThat(read(responses == 2 ? TWO : THREE, id, answer).problems())
        .extracting(problem -> problem.path() + " " + problem.message())
        .contains(why);
  }

  @Test
  void no_json_at_all_makes_a_type_fail() throws Exception {
    Form form = Form.parse(SETTINGS);
    for (String hostile : List.of("1", "\"x\"", "[]", "[[]]", "{}", "true", "{\"ranks\":{}}")) {
      form.blocks()
          .forEach(
              block -> {
                try {
                  form.read(TWO, Json.object().set(block.id(), Json.parse(hostile)));
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                  throw new AssertionError(e);
                }
              });
    }
  }

  @Test
  void a_ranking_says_each_pair_with_less_weight_than_a_comparison() throws Exception {
    double weight = PairWeights.ofRanking(3);
    assertThat(outcomes(THREE, "ranking", "{'ranks':[2,1,2]}"))
        .containsExactly(
            new PairOutcome("c", 1, 2, Outcome.SECOND, null, weight),
            new PairOutcome("c", 1, 3, Outcome.TIE, null, weight),
            new PairOutcome("c", 2, 3, Outcome.FIRST, null, weight));
    assertThat(outcomes(THREE, "slider", "{'values':[50,54,100]}"))
        .extracting(PairOutcome::outcome)
        .containsExactly(Outcome.TIE, Outcome.SECOND, Outcome.SECOND);
    assertThat(outcomes(THREE, "likert", "{'values':[1,7,4]}"))
        .extracting(PairOutcome::outcome)
        .containsExactly(Outcome.SECOND, Outcome.SECOND, Outcome.FIRST);
  }

  @Test
  void the_best_wins_against_each_other_and_none_is_good_says_so_of_all() throws Exception {
    assertThat(outcomes(THREE, "best-of", "{'best':2}"))
        .containsExactly(
            new PairOutcome("c", 2, 1, Outcome.FIRST, null, 2.0 / 3),
            new PairOutcome("c", 2, 3, Outcome.FIRST, null, 2.0 / 3));
    assertThat(outcomes(THREE, "best-of", "{'best':null}"))
        .hasSize(3)
        .allMatch(pair -> pair.outcome() == Outcome.BOTH_BAD);
  }

  @Test
  void a_cell_that_does_not_apply_is_in_no_pair() throws Exception {
    String cells =
        "{'ratings':{'honesty':[{'value':5},{'value':null},{'value':2}],"
            + "'style':[{'value':1},{'value':1},{'value':1}]}}";
    assertThat(outcomes(THREE, "rubric", cells))
        .containsExactly(new PairOutcome("c", 1, 3, Outcome.FIRST, null, 1));
  }

  @Test
  void an_improvement_is_a_win_of_what_is_shown_second() throws Exception {
    assertThat(outcomes(TWO, "improvement", "{'better':'after'}"))
        .containsExactly(new PairOutcome("c", 1, 2, Outcome.SECOND, null, 1));
  }

  @Test
  void spans_are_stored_in_the_order_of_the_text() throws Exception {
    Form.Answers read =
        read(
            TWO,
            "spans",
            "{'spans':[{'response':2,'start':0,'end':3,'type':'rude'},"
                + "{'response':1,'start':4,'end':7,'type':'rude'}]}");
    assertThat(read.json().path("spans").path("spans").findValuesAsText("response"))
        .containsExactly("1", "2");
  }

  /** Emoji, CJK, right-to-left and combining characters included. */
  @Test
  void a_thousand_random_corrections_come_back_as_they_were_made() throws Exception {
    Random random = new Random(11);
    String alphabet = "ab ,.\n漢字かなعربי😀👩‍👧é";
    int[] letters = alphabet.codePoints().toArray();
    for (int round = 0; round < 1_000; round++) {
      String original = text(random, letters, 1 + random.nextInt(60));
      ObjectNode answer = Json.object().put("response", 1);
      ArrayNode edits = answer.putArray("edits");
      StringBuilder corrected = new StringBuilder();
      int at = 0;
      for (int k = random.nextInt(4); k > 0 && at < original.length(); k--) {
        int start = step(original, at, random);
        int end = step(original, start, random);
        String replacement = text(random, letters, random.nextInt(5));
        if (original.substring(start, end).equals(replacement)) {
          continue;
        }
        corrected.append(original, at, start).append(replacement);
        edits
            .addObject()
            .put("start", start)
            .put("end", end)
            .put("replacement", replacement)
            .put("type", "fact");
        at = end;
      }
      answer.put("text", corrected.append(original.substring(at)).toString());
      Form.Answers read =
          Form.parse(SETTINGS).read(shown(original, "x"), Json.object().set("correction", answer));
      assertThat(read.problems()).as(answer.toString()).isEmpty();
      JsonNode stored = Json.parse(read.json().toString()).path("correction");
      assertThat(stored).isEqualTo(Json.parse(answer.toString()));
    }
  }

  private static String text(Random random, int[] letters, int length) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, length)
        .forEach(k -> text.appendCodePoint(letters[random.nextInt(letters.length)]));
    return text.toString();
  }

  private static int step(String text, int from, Random random) {
    int left = text.codePointCount(from, text.length());
    return text.offsetByCodePoints(from, random.nextInt(left + 1));
  }
}
