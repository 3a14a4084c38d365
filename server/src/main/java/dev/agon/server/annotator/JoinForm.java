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

  Map<String, Object> wrong(String field, String error) {
    Map<String, Object> model = model();
    model.put("errors", Map.of(field, error));
    if (field.equals("agree")) {
      model.remove("agree");
    }
    return model;
  }

  /** Everything to show again. */
  Map<String, Object> model() {
    Map<String, Object> model = new HashMap<>();
    model.put("pseudonym", written);
    model.put("agree", agree);
    model.put("errors", errors);
    if (language != null) {
      model.put("reads", language);
    }
    if (!secret.isEmpty()) {
      model.put("secret", secret);
    }
    return model;
  }
}
