package dev.agon.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.agon.tests.browser.TypeCase.Plain;
import dev.agon.tests.browser.TypeCase.Spoilt;
import java.util.List;
import java.util.Map;

/** Every type of question once. */
final class TypeCases {
  /** The texts of the responses, in the order of the screen. */
  static final List<String> TEXTS =
      List.of(
          "One cat sat. It was fat.",
          "Two dogs 😀 ran. They barked!",
          "Three birds flew away.",
          "Four fish swam.");

  private static final List<String> NO_OUTCOMES = List.of();

  private TypeCases() {}

  static List<TypeCase> all() {
    return List.of(
        comparison(),
        ranking(),
        bestOf(),
        slider(),
        likert(),
        rubric(),
        tags(),
        spans(),
        correction(),
        sentences(),
        principle(),
        harm(),
        improvement(),
        text(),
        chips(),
        confidence(),
        noteFirst());
  }

  private static String form(String settings) {
    return "{\"blocks\": [{\"id\": \"q\", " + settings.replace('\'', '"') + "}]}";
  }

  private static String answers(String answer) {
    return "{\"q\": " + answer.replace('\'', '"') + "}";
  }

  private static Spoilt spoilt(String right, String wrong, String named) {
    return new Spoilt(right.replace('\'', '"'), wrong.replace('\'', '"'), named);
  }

  private static TypeCase comparison() {
    return new TypeCase(
        "comparison",
        2,
        form(
            """
            'type': 'comparison', 'criterion': 'overall', 'levels': 7, 'both_bad': true, 'tie_reasons': [
              {'id': 'good', 'label': 'Both are good'}, {'id': 'bad', 'label': 'Both are bad'}]},
            {'id': 'facts', 'type': 'comparison', 'criterion': 'facts'"""),
        s -> {
          s.press(s.in("label.tie"));
          s.press("Both are good");
          s.press(s.questioning().question("facts").locator("label.b"));
        },
        List.of("4", "1", "3", "Enter"),
        "{\"q\": {\"choice\": \"tie\", \"reason\": \"good\"}, \"facts\": {\"choice\": \"second\"}}",
        List.of("facts 1<2 @1.000", "overall 1=2 @1.000"),
        spoilt("'reason':'good'", "'reason':'none'", "reason"),
        new Plain(
            Map.of(
                "answer.q.choice",
                "tie",
                "answer.q.reason",
                "good",
                "answer.facts.choice",
                "second"),
            Map.of("answer.q.reason", ""),
            "reason"));
  }

  private static TypeCase ranking() {
    return new TypeCase(
        "ranking",
        4,
        form("'type': 'ranking', 'criterion': 'overall'"),
        s ->
            s.hand()
                .drag(
                    s.in("[data-ranked='4'] [data-handle]"),
                    s.in("[data-ranked='1'] [data-handle]")),
        List.of("2", "3", "4", "1", "Enter"),
        answers("{'ranks': [2, 3, 4, 1]}"),
        List.of(
            "overall 1<4 @0.639",
            "overall 1>2 @0.639",
            "overall 1>3 @0.639",
            "overall 2<4 @0.639",
            "overall 2>3 @0.639",
            "overall 3<4 @0.639"),
        spoilt("[2,3,4,1]", "[2,3,4,9]", "ranks.4"),
        new Plain(
            Map.of(
                "answer.q.rank-1", "2",
                "answer.q.rank-2", "3",
                "answer.q.rank-3", "4",
                "answer.q.rank-4", "1"),
            Map.of("answer.q.rank-3", ""),
            "ranks.3"));
  }

  private static TypeCase bestOf() {
    return new TypeCase(
        "best-of",
        3,
        form("'type': 'best-of', 'criterion': 'overall', 'none': true"),
        s -> s.press("Response C"),
        List.of("3", "Enter"),
        answers("{'best': 3}"),
        List.of("overall 1<3 @0.667", "overall 2<3 @0.667"),
        spoilt("'best':3", "'best':7", "best"),
        new Plain(Map.of("answer.q.best", "3"), Map.of("answer.q.best", ""), "is needed"));
  }

  private static TypeCase slider() {
    return new TypeCase(
        "slider",
        2,
        form("'type': 'slider', 'criterion': 'overall', 'continue': true"),
        s -> {
          Locator number = s.in("[name='answer.q.value-1']");
          s.hand().slide(s.in("[data-range]").first(), 0.7);
          assertThat(Integer.parseInt(number.inputValue())).isBetween(65, 75);
          s.hand().replace(number, "70");
          s.hand().write(s.in("[name='answer.q.value-2']"), "31");
        },
        List.of("7", "Tab", "Tab", "3", "ArrowRight", "Enter"),
        answers("{'values': [70, 31]}"),
        List.of("overall 1>2 @1.000"),
        spoilt("[70,31]", "[70,131]", "values.2"),
        new Plain(
            Map.of("answer.q.value-1", "70", "answer.q.value-2", "31"),
            Map.of("answer.q.value-2", "131"),
            "values.2"));
  }

  private static TypeCase likert() {
    return new TypeCase(
        "likert",
        2,
        form(
            "'type': 'likert', 'of': 'responses', 'criterion': 'overall', 'points': 7,"
                + " 'anchors': {'1': 'Poor', '7': 'Superb'}"),
        s -> {
          s.press(s.option(s.in("[data-row]").nth(0), "6"));
          s.press(s.option(s.in("[data-row]").nth(1), "3"));
        },
        List.of("6", "3", "Enter"),
        answers("{'values': [6, 3]}"),
        List.of("overall 1>2 @1.000"),
        spoilt("[6,3]", "[6,8]", "values.2"),
        new Plain(
            Map.of("answer.q.value-1", "6", "answer.q.value-2", "3"),
            Map.of("answer.q.value-2", ""),
            "values.2"));
  }

  private static TypeCase rubric() {
    return new TypeCase(
        "rubric",
        2,
        form(
            "'type': 'rubric', 'aspects': [{'id': 'honesty', 'label': 'Honesty', 'help': 'Says *what is*?'},"
                + " {'id': 'style', 'label': 'Style', 'criterion': 'overall'}]"),
        s -> {
          List<String> words = List.of("4", "n/a", "2", "5");
          for (int cell = 0; cell < words.size(); cell++) {
            s.press(s.option(s.in("[data-cell]").nth(cell), words.get(cell)));
          }
          s.hand().write(s.in("[data-why]").first(), "Because.");
        },
        List.of("4", "Shift+Tab", "=Because.", "Escape", "0", "2", "5", "Enter"),
        answers(
            "{'ratings': {'honesty': [{'value': 4, 'rationale': 'Because.'}, {'value': null}],"
                + " 'style': [{'value': 2}, {'value': 5}]}}"),
        List.of("overall 1<2 @1.000"),
        spoilt("'value':5", "'value':9", "ratings.style.2.value"),
        new Plain(
            Map.of(
                "answer.q.honesty.1.value", "4",
                "answer.q.honesty.1.rationale", "Because.",
                "answer.q.honesty.2.value", "na",
                "answer.q.style.1.value", "2",
                "answer.q.style.2.value", "5"),
            Map.of("answer.q.style.2.value", ""),
            "ratings.style.2.value"));
  }

  private static TypeCase tags() {
    return new TypeCase(
        "tags",
        2,
        form(
            "'type': 'tags', 'tags': [{'id': 'safe', 'label': 'Safe'}, {'id': 'odd', 'label': 'Odd'}]"),
        s -> {
          s.press(s.option(s.in("[data-row]").nth(0), "Odd"));
          s.press(s.option(s.in("[data-row]").nth(1), "Safe"));
          s.press(s.option(s.in("[data-row]").nth(1), "Odd"));
        },
        List.of("2", "ArrowDown", "1", "2", "Enter"),
        answers("{'tags': [['odd'], ['safe', 'odd']]}"),
        NO_OUTCOMES,
        spoilt("[['odd']", "[['foul']", "tags.1"),
        new Plain(Map.of("answer.q.tags-1", "odd", "answer.q.tags-2", "safe odd"), Map.of(), ""));
  }

  private static TypeCase spans() {
    return new TypeCase(
        "spans",
        2,
        form(
            "'type': 'spans', 'note': true,"
                + " 'types': [{'id': 'wrong', 'label': 'Wrong'}, {'id': 'rude', 'label': 'Rude'}]"),
        s -> {
          s.press("Rude");
          s.hand().pick(s.in("[data-raw]").nth(0), 4, 11);
          s.press(s.in("[data-mark]"));
          s.press("Wrong");
          s.hand().pick(s.in("[data-raw]").nth(1), 0, 8);
          s.press(s.in("[data-mark]"));
          s.hand().write(s.in("[data-list] input").first(), "So rude");
        },
        List.of(
            "ArrowRight",
            "ArrowRight",
            "Shift+ArrowRight",
            "2",
            "Tab",
            "ArrowRight",
            "Shift+ArrowRight",
            "1",
            "Tab",
            "=So rude",
            "Control+Enter"),
        answers(
            "{'spans': [{'response': 1, 'start': 4, 'end': 11, 'type': 'rude', 'note': 'So rude'},"
                + " {'response': 2, 'start': 0, 'end': 8, 'type': 'wrong'}]}"),
        NO_OUTCOMES,
        spoilt("'end':11", "'end':10", "spans.1"),
        null);
  }

  private static TypeCase correction() {
    return new TypeCase(
        "correction",
        2,
        form("'type': 'correction', 'types': [{'id': 'fact', 'label': 'Fact'}]"),
        s -> {
          s.hand().rewrite(s.in("[data-corrected]"), "cat", "tiger");
          s.in("select").selectOption("fact");
        },
        List.of(
            "q",
            "Control+Home",
            "ArrowRight",
            "ArrowRight",
            "ArrowRight",
            "ArrowRight",
            "Delete",
            "Delete",
            "Delete",
            "=tiger",
            "Tab",
            "Tab",
            "f",
            "Control+Enter"),
        answers(
            "{'response': 1, 'text': 'One tiger sat. It was fat.',"
                + " 'edits': [{'start': 4, 'end': 7, 'replacement': 'tiger', 'type': 'fact'}]}"),
        NO_OUTCOMES,
        spoilt("'type':'fact'", "'type':'taste'", "edits.1.type"),
        null);
  }

  private static TypeCase sentences() {
    return new TypeCase(
        "sentences",
        2,
        form(
            "'type': 'sentences', 'least': 1, 'reasons': [{'id': 'key', 'label': 'Key point'}, {'id': 'new', 'label': 'News'}]"),
        s -> {
          s.press(s.in("button.sentence").nth(1));
          s.press("Key point");
          s.press("News");
        },
        List.of("ArrowRight", "ArrowRight", "Space", "1", "2", "Control+Enter"),
        answers(
            "{'sentences': [{'response': 1, 'sentence': 2, 'start': 13, 'end': 24, 'reasons': ['key', 'new']}]}"),
        NO_OUTCOMES,
        spoilt("'sentence':2", "'sentence':9", "sentences.1.sentence"),
        null);
  }

  private static TypeCase principle() {
    return new TypeCase(
        "principle",
        2,
        form("'type': 'principle', 'principle': 'Be kind.', 'quote': true"),
        s -> {
          for (int k = 0; k < 2; k++) {
            Locator verdict = s.in("[data-verdict]").nth(k);
            s.press(verdict.locator("label.option").nth(k));
            s.hand().pick(verdict.locator("[data-raw]"), 0, k == 0 ? 7 : 8);
            s.press(verdict.locator("[data-cite]"));
          }
        },
        List.of(
            "1",
            "ArrowRight",
            "Shift+ArrowRight",
            "Enter",
            "2",
            "ArrowRight",
            "Shift+ArrowRight",
            "Enter",
            "Enter"),
        answers(
            "{'verdicts': [{'follows': true, 'quote': {'start': 0, 'end': 7}},"
                + " {'follows': false, 'quote': {'start': 0, 'end': 8}}]}"),
        NO_OUTCOMES,
        spoilt("'end':7", "'end':700", "verdicts.1.quote.end"),
        null);
  }

  private static TypeCase harm() {
    return new TypeCase(
        "harm",
        2,
        form(
            "'type': 'harm', 'warning': true, 'severities': ['None', 'Some', 'Much'], 'categories': ["
                + "{'id': 'insult', 'label': 'Insult'}, {'id': 'threat', 'label': 'Threat'}]"),
        s -> {
          s.press(s.in("[data-uncover]"));
          Locator first = s.in("[data-harm]").nth(0);
          s.press(s.option(first, "Much"));
          s.press(s.option(first, "Threat"));
          s.press(s.option(s.in("[data-harm]").nth(1), "None"));
        },
        List.of("q", "Enter", "2", "2", "ArrowDown", "0", "Enter"),
        answers(
            "{'harms': [{'severity': 2, 'categories': ['threat']}, {'severity': 0, 'categories': []}]}"),
        NO_OUTCOMES,
        spoilt("'severity':2", "'severity':7", "harms.1.severity"),
        new Plain(
            Map.of(
                "answer.q.severity-1", "2",
                "answer.q.categories-1", "threat",
                "answer.q.severity-2", "0"),
            Map.of("answer.q.categories-1", ""),
            "harms.1.categories"));
  }

  private static TypeCase improvement() {
    return new TypeCase(
        "improvement",
        2,
        form("'type': 'improvement', 'criterion': 'overall'"),
        s -> s.press(s.in("label.option").nth(2)),
        List.of("3", "Enter"),
        answers("{'better': 'after'}"),
        List.of("overall 1<2 @1.000"),
        spoilt("'after'", "'later'", "better"),
        new Plain(Map.of("answer.q.better", "after"), Map.of("answer.q.better", ""), "is needed"));
  }

  private static TypeCase text() {
    return new TypeCase(
        "text",
        2,
        form("'type': 'text', 'least': 3, 'most': 200"),
        s -> s.hand().write(s.in("textarea"), "Fine 漢字 😀"),
        List.of("q", "=Fine 漢字 😀", "Control+Enter"),
        answers("{'text': 'Fine 漢字 😀'}"),
        NO_OUTCOMES,
        spoilt("'Fine 漢字 😀'", "'Fi'", "text"),
        new Plain(Map.of("answer.q.text", "Fine"), Map.of("answer.q.text", "Fi"), "text"));
  }

  private static TypeCase chips() {
    return new TypeCase(
        "chips",
        2,
        form(
            "'type': 'chips', 'of': 'comparison', 'most': 1, 'chips': ["
                + "{'id': 'clear', 'label': 'Clear', 'side': 'good'}, {'id': 'dull', 'label': 'Dull', 'side': 'bad'}]"),
        s -> s.press("Dull"),
        List.of("2", "Enter"),
        answers("{'chips': [['dull']]}"),
        NO_OUTCOMES,
        spoilt("[['dull']]", "[['dull','clear']]", "chips.1"),
        new Plain(
            Map.of("answer.q.chips-1", "dull"),
            Map.of("answer.q.chips-1", "clear dull"),
            "chips.1"));
  }

  private static TypeCase confidence() {
    return new TypeCase(
        "confidence",
        2,
        form("'type': 'confidence', 'points': 10"),
        s -> s.press("10"),
        List.of("0", "Enter"),
        answers("{'value': 10}"),
        NO_OUTCOMES,
        spoilt("'value':10", "'value':11", "value"),
        new Plain(Map.of("answer.q.value", "10"), Map.of("answer.q.value", ""), "is needed"));
  }

  private static TypeCase noteFirst() {
    return new TypeCase(
        "note-first",
        2,
        form("'type': 'note-first', 'least': 5"),
        s -> {
          assertThat(s.questioning().person.page.locator("[data-prompt]").isVisible()).isFalse();
          s.hand().write(s.in("textarea"), "Animals.");
          s.press(s.in("[data-reveal]"));
          assertThat(s.questioning().person.page.locator("[data-prompt]").isVisible()).isTrue();
        },
        List.of("q", "=Animals.", "Tab", "Enter", "Enter"),
        answers("{'note': 'Animals.'}"),
        NO_OUTCOMES,
        spoilt("'Animals.'", "'Ants'", "note"),
        null);
  }
}
