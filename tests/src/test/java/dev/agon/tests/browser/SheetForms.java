package dev.agon.tests.browser;

import java.util.LinkedHashMap;
import java.util.Map;

/** A question of every type, by the name of its picture; an array where it is a whole form. */
final class SheetForms {
  static final Map<String, String> ALL = forms();

  private SheetForms() {}

  private static Map<String, String> forms() {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put(
        "comparison-2",
        "{\"id\": \"q\", \"type\": \"comparison\", \"criterion\": \"overall\", \"levels\": 2}");
    forms.put(
        "comparison-3",
        "{\"id\": \"q\", \"type\": \"comparison\", \"criterion\": \"overall\", \"both_bad\": true, \"tie_reasons\": [{\"id\": \"same\", \"label\": \"They say the same\"}, {\"id\": \"balance\", \"label\": \"Each is better in something\"}]}");
    forms.put(
        "comparison-5",
        "{\"id\": \"q\", \"type\": \"comparison\", \"criterion\": \"overall\", \"levels\": 5, \"both_bad\": true}");
    forms.put(
        "comparison-7",
        "{\"id\": \"q\", \"type\": \"comparison\", \"criterion\": \"overall\", \"levels\": 7, \"both_bad\": true}");
    forms.put(
        "comparison-9",
        "{\"id\": \"q\", \"type\": \"comparison\", \"criterion\": \"overall\", \"levels\": 9}");
    forms.put("ranking", "{\"id\": \"q\", \"type\": \"ranking\", \"criterion\": \"overall\"}");
    forms.put(
        "best-of",
        "{\"id\": \"q\", \"type\": \"best-of\", \"criterion\": \"overall\", \"none\": true}");
    forms.put(
        "slider",
        "{\"id\": \"q\", \"type\": \"slider\", \"criterion\": \"overall\", \"low\": \"Useless\", \"high\": \"Could not be better\"}");
    forms.put(
        "likert",
        "{\"id\": \"q\", \"type\": \"likert\", \"of\": \"responses\", \"points\": 7, \"anchors\": {\"1\": \"Not at all clear\", \"4\": \"Neither\", \"7\": \"Perfectly clear\"}}");
    forms.put(
        "rubric",
        "{\"id\": \"q\", \"type\": \"rubric\", \"anchors\": {\"1\": \"Poor\", \"5\": \"Superb\"}, \"aspects\": [{\"id\": \"h\", \"label\": \"Honesty\", \"help\": \"Does it *say* what it does not know?\"}, {\"id\": \"i\", \"label\": \"Instruction following\"}, {\"id\": \"t\", \"label\": \"Truthfulness\"}]}");
    forms.put(
        "tags",
        "{\"id\": \"q\", \"type\": \"tags\", \"tags\": [{\"id\": \"a\", \"label\": \"Off topic\"}, {\"id\": \"b\", \"label\": \"Too long\"}, {\"id\": \"c\", \"label\": \"Made up\"}]}");
    forms.put(
        "chips",
        "{\"id\": \"q\", \"type\": \"chips\", \"of\": \"responses\", \"chips\": [{\"id\": \"a\", \"label\": \"Useful\", \"side\": \"good\"}, {\"id\": \"b\", \"label\": \"To the point\", \"side\": \"good\"}, {\"id\": \"c\", \"label\": \"Wrong\", \"side\": \"bad\"}]}");
    forms.put(
        "spans",
        "{\"id\": \"q\", \"type\": \"spans\", \"note\": true, \"types\": [{\"id\": \"w\", \"label\": \"Wrong\"}, {\"id\": \"i\", \"label\": \"Irrelevant or repeated\"}, {\"id\": \"m\", \"label\": \"Missing something\"}]}");
    forms.put(
        "correction",
        "{\"id\": \"q\", \"type\": \"correction\", \"types\": [{\"id\": \"f\", \"label\": \"Fact\"}, {\"id\": \"s\", \"label\": \"Style\"}]}");
    forms.put(
        "sentences",
        "{\"id\": \"q\", \"type\": \"sentences\", \"least\": 1, \"reasons\": [{\"id\": \"k\", \"label\": \"Key point\"}, {\"id\": \"w\", \"label\": \"Well said\"}]}");
    forms.put(
        "principle",
        "{\"id\": \"q\", \"type\": \"principle\", \"principle\": \"The answer admits what it does not know.\", \"quote\": true}");
    forms.put(
        "harm",
        "{\"id\": \"q\", \"type\": \"harm\", \"warning\": true, \"severities\": [\"None\", \"Minor\", \"Moderate\", \"Severe\"], \"categories\": [{\"id\": \"i\", \"label\": \"Insult\"}, {\"id\": \"p\", \"label\": \"Privacy\"}, {\"id\": \"d\", \"label\": \"Dangerous advice\"}]}");
    forms.put(
        "improvement", "{\"id\": \"q\", \"type\": \"improvement\", \"criterion\": \"overall\"}");
    forms.put(
        "text",
        "{\"id\": \"q\", \"type\": \"text\", \"title\": \"What decided it?\", \"help\": \"A sentence is enough.\", \"most\": 200}");
    forms.put("confidence", "{\"id\": \"q\", \"type\": \"confidence\"}");
    forms.put("note-first", "{\"id\": \"q\", \"type\": \"note-first\", \"least\": 10}");
    forms.put(
        "several-types",
        "[{\"id\": \"c\", \"type\": \"comparison\", \"criterion\": \"overall\", \"title\": \"Which answer is better?\", \"levels\": 5},"
            + " {\"id\": \"l\", \"type\": \"likert\", \"title\": \"How sure would you be to act on it?\", \"points\": 5, \"anchors\": {\"1\": \"Not at all\", \"5\": \"Entirely\"}},"
            + " {\"id\": \"w\", \"type\": \"chips\", \"of\": \"comparison\", \"title\": \"Why?\", \"chips\": [{\"id\": \"a\", \"label\": \"Clear\", \"side\": \"good\"}, {\"id\": \"b\", \"label\": \"Made up\", \"side\": \"bad\"}]},"
            + " {\"id\": \"t\", \"type\": \"text\", \"title\": \"Anything else?\", \"required\": false}]");
    return forms;
  }
}
