package dev.agon.server.vote;

import dev.agon.preference.Outcome;
import dev.agon.question.form.Form;
import dev.agon.server.core.ChoiceWords;
import dev.agon.server.core.Criterion;
import dev.agon.server.core.StoredForm;
import dev.agon.server.core.StudyState;
import dev.agon.server.http.content.Contents;
import dev.agon.server.http.i18n.TextDirection;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what an annotator has answered. */
public final class HistoryStore {
  private final Pool pool;

  /** A store on a database. */
  public HistoryStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * A study's ballot.
   *
   * @param undoEnds whether answers become final while it runs
   * @param ownFigures whether it tells annotators of their own judgements
   */
  record Study(
      String slug,
      String name,
      StudyState state,
      boolean undoEnds,
      String question,
      boolean allowTie,
      boolean allowBothBad,
      boolean ownFigures,
      @Nullable Form form,
      List<Criterion> criteria) {

    /** Whether answers can still be changed. */
    boolean open() {
      return state.takesAnswers();
    }
  }

  /**
   * An answer under one criterion.
   *
   * @param choice first, second, tie or both_bad, as it was shown
   */
  record Choice(int criterion, String choice) {}

  /**
   * How a response begins.
   *
   * @param letter as the page calls it
   * @param side the same as pages name it in classes
   * @param text empty where nothing of it could be seen
   */
  record Beginning(String letter, String side, String text, String language, String dir) {}

  /**
   * A standing vote.
   *
   * @param isFinal whether it can be changed no more
   * @param beginnings of the responses, in the order they were shown
   * @param answers by question as JSON; null where the choices say it all
   */
  record Entry(
      long number,
      int revision,
      UUID token,
      boolean isFinal,
      OffsetDateTime sentAt,
      String prompt,
      String language,
      String dir,
      List<Beginning> beginnings,
      List<Choice> choices,
      @Nullable String answers,
      @Nullable String comment) {}

  /** A text as HTML that can do nothing. */
  record Text(String html, String language, String dir) {}

  /**
   * A response at its place on the screen.
   *
   * @param letter as the page calls it
   * @param side the same as pages name it in ids and classes
   */
  record Response(String letter, String side, String html, String language, String dir) {}

  /** What a vote was about, in the order it was shown. */
  record Pair(Text prompt, List<Response> responses) {}

  Future<Study> study(long study) {
    return pool.preparedQuery(HistorySql.STUDY)
        .execute(Tuple.of(study))
        .map(rows -> study(rows.iterator().next()));
  }

  /** Standing votes with numbers below {@code before}, the last first. */
  Future<List<Entry>> page(long annotator, long before, int limit) {
    return pool.preparedQuery(HistorySql.PAGE)
        .execute(Tuple.of(annotator, before, limit))
        .map(HistoryStore::entries);
  }

  /** The standing vote on a place; empty when it is not the annotator's or was taken back. */
  Future<Optional<Entry>> entry(long annotator, UUID token) {
    return pool.preparedQuery(HistorySql.ONE)
        .execute(Tuple.of(annotator, token))
        .map(rows -> entries(rows).stream().findFirst());
  }

  /** What is on a place of the annotator's own. */
  Future<Pair> pair(long annotator, UUID token) {
    return pool.preparedQuery(HistorySql.PAIR)
        .execute(Tuple.of(annotator, token))
        .map(rows -> pair(rows.iterator().next()));
  }

  private static Study study(Row row) {
    return new Study(
        row.getString("slug"),
        row.getString("name"),
        StudyState.of(row.getString("state")),
        row.getBoolean("undo_ends"),
        row.getString("question"),
        row.getBoolean("allow_tie"),
        row.getBoolean("allow_both_bad"),
        row.getBoolean("own_figures"),
        StoredForm.of(row.getString("form")),
        Criterion.all(
            row.getArrayOfShorts("ordinals"),
            row.getArrayOfStrings("names"),
            row.getArrayOfStrings("questions")));
  }

  private static List<Entry> entries(RowSet<Row> rows) {
    List<Entry> entries = new ArrayList<>(rows.size());
    for (Row row : rows) {
      String language = row.getString("language");
      entries.add(
          new Entry(
              row.getLong("number"),
              row.getInteger("revision"),
              row.getUUID("token"),
              row.getBoolean("final"),
              row.getOffsetDateTime("sent_at"),
              row.getString("prompt"),
              language,
              TextDirection.of(language),
              beginnings(row),
              choices(row),
              row.getString("answers"),
              row.getString("comment")));
    }
    return entries;
  }

  private static List<Beginning> beginnings(Row row) {
    String[] texts = row.getArrayOfStrings("beginnings");
    String[] languages = row.getArrayOfStrings("languages");
    List<Beginning> beginnings = new ArrayList<>(texts.length);
    for (int k = 0; k < texts.length; k++) {
      beginnings.add(
          new Beginning(
              Character.toString('A' + k),
              Character.toString('a' + k),
              Contents.isEmpty(texts[k]) ? "" : texts[k],
              languages[k],
              TextDirection.of(languages[k])));
    }
    return List.copyOf(beginnings);
  }

  private static List<Choice> choices(Row row) {
    Short[] criteria = row.getArrayOfShorts("criteria");
    Short[] outcomes = row.getArrayOfShorts("outcomes");
    boolean swapped = row.getArrayOfShorts("presentation")[0] != 1;
    List<Choice> choices = new ArrayList<>(criteria.length);
    for (int k = 0; k < criteria.length; k++) {
      choices.add(new Choice(criteria[k], ChoiceWords.onScreen(Outcome.of(outcomes[k]), swapped)));
    }
    return List.copyOf(choices);
  }

  private static Pair pair(Row row) {
    String[] texts = row.getArrayOfStrings("texts");
    String[] turns = row.getArrayOfStrings("turns");
    String[] languages = row.getArrayOfStrings("languages");
    List<Response> responses = new ArrayList<>();
    for (Short position : row.getArrayOfShorts("presentation")) {
      Text text = text(texts[position - 1], turns[position - 1], languages[position - 1]);
      int place = responses.size();
      responses.add(
          new Response(
              Character.toString('A' + place),
              Character.toString('a' + place),
              text.html(),
              text.language(),
              text.dir()));
    }
    return new Pair(
        text(
            row.getString("prompt"),
            row.getString("prompt_turns"),
            row.getString("prompt_language")),
        List.copyOf(responses));
  }

  private static Text text(String text, @Nullable String turns, String language) {
    return new Text(
        Contents.toSafeHtml(text, turns, language), language, TextDirection.of(language));
  }
}
