package dev.agon.server.vote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.numeric.Digests;
import dev.agon.preference.Outcome;
import dev.agon.question.Fault;
import dev.agon.question.PairOutcome;
import dev.agon.question.Problems.Problem;
import dev.agon.question.Shown;
import dev.agon.question.form.Form;
import dev.agon.server.http.input.Input;
import dev.agon.server.http.input.Members;
import dev.agon.server.http.session.Caller;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a ballot from a request and refuses it with every field that is wrong. */
final class BallotInput {
  private static final String CHOICES = "first, second, tie, both_bad";
  private static final int DAY_MS = 86_400_000;

  private BallotInput() {}

  /**
   * Reads a ballot.
   *
   * @param shown what lies on the place; null when it is not the annotator's any more, or the form
   *     does not ask for it
   */
  static Ballot read(Input input, Caller.Annotator caller, BallotForm form, @Nullable Shown shown) {
    UUID assignment = input.uuid("assignment");
    UUID key = key(input);
    int replaces = input.number("replaces", 0, 0, 1_000_000);
    boolean withdrawn = input.flag("withdrawn");
    Integer shownMsAgo = input.optionalNumber("shown_ms_ago", 0, DAY_MS);
    Integer activeMs = input.optionalNumber("active_ms", 0, DAY_MS);
    String comment = input.optionalText("comment", 4000);
    Answered answered = withdrawn ? Answered.NOTHING : answered(input, form, shown);
    if (withdrawn && replaces == 0) {
      input.refuse("replaces", "must name the revision that is withdrawn");
    }
    input.check();
    return new Ballot(
        caller.study(),
        caller.id(),
        assignment,
        key,
        hash(assignment, replaces, withdrawn, answered.sent(), comment),
        replaces,
        withdrawn,
        answered.choices(),
        answered.stored(),
        source(input, caller),
        shownMsAgo,
        activeMs,
        comment);
  }

  /**
   * What was answered.
   *
   * @param sent tells two answers apart
   * @param stored the answers by question; null where the choices say it all
   */
  private record Answered(String sent, List<Ballot.Choice> choices, @Nullable String stored) {
    static final Answered NOTHING = new Answered("[]", List.of(), null);
  }

  private static Answered answered(Input input, BallotForm form, @Nullable Shown shown) {
    if (form.questions() != null) {
      return questions(input, form, form.questions(), shown);
    }
    List<Ballot.Choice> choices = choices(input, form);
    return new Answered(choices.toString(), choices, null);
  }

  /** An answer on a place that is lost is not read: it is refused for that, or known by its key. */
  private static Answered questions(
      Input input, BallotForm form, Form questions, @Nullable Shown shown) {
    JsonNode raw = AnswerInput.raw(input, questions, shown);
    String sent = AnswerInput.sent(input, raw);
    if (shown == null) {
      return new Answered(sent, List.of(), null);
    }
    Form.Answers answers = questions.read(shown, raw);
    answers.problems().forEach(problem -> refuse(input, problem));
    return new Answered(
        sent,
        answers.outcomes().stream().map(outcome -> choice(form, outcome)).toList(),
        answers.json().toString());
  }

  private static void refuse(Input input, Problem problem) {
    Fault fault = problem.fault();
    if (fault == null) {
      input.refuse(problem.path(), problem.message());
    } else {
      input.refuse(problem.path(), problem.message(), fault.key(), problem.named().toArray());
    }
  }

  private static Ballot.Choice choice(BallotForm form, PairOutcome outcome) {
    Integer criterion = form.criteria().get(outcome.criterion());
    if (criterion == null) {
      throw new IllegalStateException("the study has no criterion " + outcome.criterion());
    }
    return new Ballot.Choice(
        criterion,
        outcome.first(),
        outcome.second(),
        outcome.outcome(),
        outcome.strength(),
        outcome.weight());
  }

  private static Ballot.Source source(Input input, Caller.Annotator caller) {
    if (input.isForm()) {
      return Ballot.Source.FORM;
    }
    return caller.kind().equals("person") ? Ballot.Source.PAGE : Ballot.Source.API;
  }

  /** From the header, or from the hidden field of a plain form. */
  private static UUID key(Input input) {
    String header = input.header("Idempotency-Key");
    if (header == null) {
      return input.uuid("key");
    }
    UUID key = Input.parseUuid(header.strip().replace("\"", ""));
    if (key == null) {
      input.refuse("Idempotency-Key", "must be a UUID");
      return new UUID(0, 0);
    }
    return key;
  }

  private static List<Ballot.Choice> choices(Input input, BallotForm form) {
    List<Ballot.Choice> choices = new ArrayList<>();
    if (input.has("choices")) {
      List<JsonObject> entries = Members.objects(input, "choices", 50);
      for (int k = 0; k < entries.size(); k++) {
        add(input, "choices[" + k + "]", entries.get(k), form, choices);
      }
      checkComplete(input, form, choices);
    } else if (input.isForm() && form.ordinals().size() > 1) {
      form.ordinals().forEach(c -> addField(input, "choice-" + c, c, form, choices));
    } else {
      addField(input, "choice", 1, form, choices);
      if (!choices.isEmpty()) {
        checkComplete(input, form, choices);
      }
    }
    return choices;
  }

  /** A choice in a field of its own, as plain forms send it: one a criterion. */
  private static void addField(
      Input input, String field, int criterion, BallotForm form, List<Ballot.Choice> choices) {
    Outcome outcome = input.word(field, BallotInput::outcome, CHOICES);
    if (!input.has(field)) {
      input.refuse(field, "is needed: one of " + CHOICES, "fault.needed");
    }
    Integer strength = input.optionalNumber("strength", 1, 9);
    if (outcome != null && allowed(input, field, outcome, form)) {
      choices.add(new Ballot.Choice(criterion, outcome, strength));
    }
  }

  private static void add(
      Input input, String at, JsonObject entry, BallotForm form, List<Ballot.Choice> choices) {
    Outcome outcome = entry.getValue("choice") instanceof String s ? outcome(s) : null;
    if (outcome == null) {
      input.refuse(at + ".choice", "must be one of " + CHOICES);
      return;
    }
    if (!(entry.getValue("criterion") instanceof Integer criterion)
        || !form.ordinals().contains(criterion)) {
      input.refuse(at + ".criterion", "must be a criterion of the study");
      return;
    }
    Object strength = entry.getValue("strength");
    if (strength != null && !(strength instanceof Integer s && s >= 1 && s <= 9)) {
      input.refuse(at + ".strength", "must be a whole number from 1 to 9");
      return;
    }
    if (allowed(input, at + ".choice", outcome, form)) {
      choices.add(new Ballot.Choice(criterion, outcome, (Integer) strength));
    }
  }

  private static boolean allowed(Input input, String field, Outcome outcome, BallotForm form) {
    if (outcome == Outcome.TIE && !form.allowTie()) {
      input.refuse(field, "must not be a tie: this study does not allow ties", "fault.no-tie");
      return false;
    }
    if (outcome == Outcome.BOTH_BAD && !form.allowBothBad()) {
      input.refuse(
          field, "must not be both bad: this study does not allow it", "fault.no-both-bad");
      return false;
    }
    return true;
  }

  private static void checkComplete(Input input, BallotForm form, List<Ballot.Choice> choices) {
    Set<Integer> answered = new HashSet<>();
    for (Ballot.Choice choice : choices) {
      if (!answered.add(choice.criterion())) {
        input.refuse("choices", "must answer criterion " + choice.criterion() + " once");
      }
    }
    if (!answered.containsAll(form.ordinals())) {
      input.refuse("choices", "must answer every criterion of the study", "fault.every-criterion");
    }
  }

  private static @Nullable Outcome outcome(String word) {
    return switch (word) {
      case "first" -> Outcome.FIRST;
      case "second" -> Outcome.SECOND;
      case "tie" -> Outcome.TIE;
      case "both_bad" -> Outcome.BOTH_BAD;
      default -> null;
    };
  }

  /** Times are left out: an answer sent again later is the same answer. */
  private static Buffer hash(
      UUID assignment, int replaces, boolean withdrawn, String sent, @Nullable String comment) {
    String body = assignment + "|" + replaces + "|" + withdrawn + "|" + sent + "|" + comment;
    return Buffer.buffer(Digests.sha256(body));
  }
}
