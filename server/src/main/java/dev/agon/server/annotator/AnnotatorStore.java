package dev.agon.server.annotator;

import dev.agon.server.core.StudyState;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** People who take part in studies. */
public final class AnnotatorStore {
  private static final String UNIQUE_VIOLATION = "23505";

  private final Pool pool;

  /** A store on a database. */
  public AnnotatorStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * A study as its join link shows it.
   *
   * @param consent markdown; empty when the study has no text of its own
   * @param readingLevel the least level of reading that places ask for; null for none
   * @param spoken the tags of the languages that its pairs are in
   */
  record Invitation(
      long study,
      String slug,
      String name,
      StudyState state,
      String question,
      String consent,
      int consentVersion,
      String language,
      @Nullable Integer readingLevel,
      List<String> spoken) {

    /** Whether people are asked how well they read each of the languages of its pairs. */
    boolean asksForLanguages() {
      return readingLevel != null && !spoken.isEmpty();
    }
  }

  /**
   * Someone who wants to take part.
   *
   * @param returnHash of the secret in their return link
   * @param language what they read best; null for the study's own
   * @param consentVersion the text that they agree to
   * @param reads the languages that they read
   */
  record Newcomer(
      String pseudonym,
      Buffer returnHash,
      @Nullable String language,
      int consentVersion,
      LanguageLevels reads) {}

  /** What became of a newcomer. */
  sealed interface Joining {
    /** They are in, now or since the same form was sent before. */
    record Joined(long annotator) implements Joining {}

    /** Somebody in the study has this pseudonym. */
    record PseudonymTaken() implements Joining {}

    /** The form was used before, under another pseudonym. */
    record FormUsed() implements Joining {}

    /** The text to agree to is another one meanwhile. */
    record ConsentChanged() implements Joining {}

    /** The study takes nobody at the moment. */
    record NotRunning() implements Joining {}
  }

  /**
   * Whom a return link signs in.
   *
   * @param interfaceLanguage the language that they chose for the pages
   */
  record Returning(long annotator, String slug, @Nullable String interfaceLanguage) {}

  /** An annotator as they see themselves. */
  record Profile(
      String pseudonym,
      OffsetDateTime joinedAt,
      @Nullable OffsetDateTime consentedAt,
      boolean consentCurrent,
      long votes,
      String slug,
      String name,
      String consent,
      int consentVersion,
      @Nullable Integer readingLevel,
      List<String> spoken,
      LanguageLevels reads) {}

  Future<Optional<Invitation>> invitation(String joinCode) {
    return one(AnnotatorSql.BY_JOIN_CODE, Tuple.of(joinCode))
        .map(
            found ->
                found.map(
                    row ->
                        new Invitation(
                            row.getLong("id"),
                            row.getString("slug"),
                            row.getString("name"),
                            StudyState.of(row.getString("state")),
                            row.getString("question"),
                            row.getString("consent"),
                            row.getInteger("consent_version"),
                            row.getString("language"),
                            row.getInteger("reading_level"),
                            List.of(row.getArrayOfStrings("spoken")))));
  }

  /** Whether a study has pairs, but none for somebody who reads so; naming nothing is no answer. */
  Future<Boolean> hasNothingFor(long study, LanguageLevels reads) {
    return reads.byTag().isEmpty()
        ? Future.succeededFuture(false)
        : pool.preparedQuery(AnnotatorSql.NOTHING_FOR)
            .execute(Tuple.of(study, reads.tags(), reads.levels()))
            .map(rows -> rows.iterator().next().getBoolean("nothing"));
  }

  /** Adds a person to a study; the same form sent twice adds one. */
  Future<Joining> join(long study, Newcomer newcomer) {
    Tuple parameters =
        Tuple.of(
            study,
            newcomer.pseudonym(),
            newcomer.returnHash(),
            newcomer.language(),
            newcomer.consentVersion());
    parameters.addArrayOfString(newcomer.reads().tags());
    parameters.addArrayOfShort(newcomer.reads().levels());
    return one(AnnotatorSql.JOIN, parameters)
        .compose(
            added ->
                added.isPresent()
                    ? Future.succeededFuture(new Joining.Joined(added.get().getLong("id")))
                    : whyNot(study, newcomer));
  }

  private Future<Joining> whyNot(long study, Newcomer newcomer) {
    return one(
            AnnotatorSql.WHY_NOT_JOINED,
            Tuple.of(study, newcomer.pseudonym(), newcomer.returnHash()))
        .map(Optional::orElseThrow)
        .map(
            row -> {
              Long again = row.getLong("again");
              if (again != null) {
                return new Joining.Joined(again);
              } else if (row.getBoolean("form_used")) {
                return new Joining.FormUsed();
              } else if (StudyState.of(row.getString("state")) != StudyState.RUNNING) {
                return new Joining.NotRunning();
              } else if (row.getInteger("consent_version") != newcomer.consentVersion()) {
                return new Joining.ConsentChanged();
              }
              return new Joining.PseudonymTaken();
            });
  }

  Future<Optional<Returning>> returning(Buffer returnHash) {
    return one(AnnotatorSql.BY_RETURN_HASH, Tuple.of(returnHash))
        .map(
            found ->
                found.map(
                    row ->
                        new Returning(
                            row.getLong("id"),
                            row.getString("slug"),
                            row.getString("interface_language"))));
  }

  Future<Profile> profile(long annotator) {
    return one(AnnotatorSql.PROFILE, Tuple.of(annotator))
        .map(Optional::orElseThrow)
        .map(
            row ->
                new Profile(
                    row.getString("pseudonym"),
                    row.getOffsetDateTime("joined_at"),
                    row.getOffsetDateTime("consented_at"),
                    row.getBoolean("consent_current"),
                    row.getLong("votes"),
                    row.getString("slug"),
                    row.getString("name"),
                    row.getString("consent"),
                    row.getInteger("consent_version"),
                    row.getInteger("reading_level"),
                    List.of(row.getArrayOfStrings("spoken")),
                    reads(row.getJsonObject("reads"))));
  }

  private static LanguageLevels reads(JsonObject levels) {
    Map<String, Integer> byTag = new HashMap<>();
    levels.fieldNames().forEach(tag -> byTag.put(tag, levels.getInteger(tag)));
    return new LanguageLevels(byTag);
  }

  /** Replaces the languages that the annotator reads. */
  Future<Void> nameLanguages(long annotator, LanguageLevels reads) {
    return pool.preparedQuery(AnnotatorSql.NAME_LANGUAGES)
        .execute(Tuple.of(annotator, reads.tags(), reads.levels()))
        .mapEmpty();
  }

  /** Keeps the language that the annotator wants the pages in. */
  Future<Void> chooseInterface(long annotator, String tag) {
    return pool.preparedQuery(AnnotatorSql.CHOOSE_INTERFACE)
        .execute(Tuple.of(annotator, tag))
        .mapEmpty();
  }

  /** Notes that the annotator agrees; false when the present text is another than the one seen. */
  Future<Boolean> consent(long annotator, int version) {
    return pool.preparedQuery(AnnotatorSql.CONSENT)
        .execute(Tuple.of(annotator, version))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Gives the annotator another return link; false when it is somebody else's already. */
  Future<Boolean> replaceReturnLink(long annotator, Buffer returnHash) {
    return pool.preparedQuery(AnnotatorSql.NEW_RETURN_LINK)
        .execute(Tuple.of(annotator, returnHash))
        .map(rows -> rows.rowCount() > 0)
        .recover(
            failure ->
                failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState())
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  private Future<Optional<Row>> one(String sql, Tuple parameters) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next()));
  }
}
