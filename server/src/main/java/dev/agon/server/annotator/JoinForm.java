package dev.agon.server.annotator;

import dev.agon.server.http.input.Input;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote into the join form.
 *
 * @param secret of their future return link, made by the server with the form, so that a form sent
 *     twice finds its first effect
 * @param errors what is wrong by field, as the last part of a message's key
 */
record JoinForm(
    String written,
    String pseudonym,
    @Nullable String language,
    LanguageLevels reads,
    int consentVersion,
    boolean agree,
    String secret,
    Map<String, String> errors) {

  /** Of somebody who has not written anything yet. */
  static final JoinForm EMPTY =
      new JoinForm("", "", null, LanguageLevels.UNSAID, 0, false, "", Map.of());

  static JoinForm read(Input input) {
    String written = input.optionalText("pseudonym", 1000);
    String tag = input.optionalText("language", 20);
    int consentVersion = input.number("consent_version", 0, 0, Integer.MAX_VALUE);
    String secret = input.text("secret", 100);
    boolean agree = input.flag("agree");
    LanguageLevels reads = LanguageLevels.read(input);
    input.check();
    Map<String, String> errors = new HashMap<>();
    String tidy = written == null ? null : Pseudonyms.tidy(written);
    if (written == null) {
      errors.put("pseudonym", "needed");
    } else if (tidy == null) {
      errors.put("pseudonym", "unreadable");
    } else if (tidy.codePointCount(0, tidy.length()) > Pseudonyms.LONGEST) {
      errors.put("pseudonym", "long");
    }
    if (!agree) {
      errors.put("agree", "needed");
    }
    boolean ours = ReturnLinks.isSecret(secret);
    if (!ours) {
      errors.put("pseudonym", "again");
    }
    return new JoinForm(
        written == null ? "" : written,
        tidy == null ? "" : tidy,
        tag == null ? null : ReadingLanguages.known(tag),
        reads,
        consentVersion,
        agree,
        ours ? secret : "",
        errors);
  }

  /**
   * What they read: by level where they were asked for it, else the one that they read best, which
   * is the study's unless that is unknown.
   */
  LanguageLevels reading(boolean asked, String studyLanguage) {
    String best = language == null ? studyLanguage : language;
    return asked
        ? reads
        : LanguageLevels.isTag(best) ? LanguageLevels.best(best) : LanguageLevels.UNSAID;
  }

  /** The same with what else was found wrong; consent is asked for again where that is it. */
  JoinForm wrong(String field, String error) {
    return new JoinForm(
        written,
        pseudonym,
        language,
        reads,
        consentVersion,
        agree && !field.equals("agree"),
        secret,
        Map.of(field, error));
  }
}
