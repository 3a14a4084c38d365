package dev.agon.server.vote;

import dev.agon.question.Block;
import dev.agon.question.form.Form;
import dev.agon.server.core.Criterion;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Input;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.vote.HistoryStore.Choice;
import dev.agon.server.vote.HistoryStore.Entry;
import dev.agon.server.vote.HistoryStore.Study;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An annotator's last votes, each to be changed or taken back. */
public final class HistoryRoutes {
  private static final int ENTRIES = 20;

  private final HistoryStore store;
  private final Pages pages;

  /** Routes over the store of a process. */
  public HistoryRoutes(HistoryStore store, Pages pages) {
    this.store = store;
    this.pages = pages;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get("/studies/:study/history", Access.ANNOTATOR, this::show);
  }

  private Future<?> show(RoutingContext context) {
    Caller.Annotator caller = Caller.annotator(context);
    long before = before(context.request().getParam("before"));
    return store
        .study(caller.study())
        .compose(
            study ->
                store
                    .page(caller.id(), before, ENTRIES + 1)
                    .compose(entries -> show(context, caller, study, entries)));
  }

  private static long before(String parameter) {
    return parameter != null && parameter.matches("[0-9]{1,18}")
        ? Long.parseLong(parameter)
        : Long.MAX_VALUE;
  }

  private Future<Void> show(
      RoutingContext context, Caller.Annotator caller, Study study, List<Entry> entries) {
    UUID token = Input.parseUuid(context.request().getParam("revise"));
    return (token == null ? Future.succeededFuture(Revised.NONE) : revised(caller, study, token))
        .compose(
            revised ->
                pages.render(
                    context, "vote/history", shown(context, caller, study, entries, revised)));
  }

  private static Shown shown(
      RoutingContext context,
      Caller.Annotator caller,
      Study study,
      List<Entry> entries,
      Revised revised) {
    List<Entry> shown = entries.subList(0, Math.min(ENTRIES, entries.size()));
    return new Shown(
        study,
        study.open() && !caller.excluded(),
        study.criteria().size() > 1,
        study.allowTie() ? 3 : 2,
        study.form() != null,
        shown.stream().map(entry -> item(study, entry)).toList(),
        context.request().getParam("final") != null,
        context.request().getParam("saved") != null,
        entries.size() > ENTRIES ? shown.getLast().number() : null,
        context.request().getParam("before") != null,
        revised.gone(),
        revised.item(),
        revised.pair());
  }

  /**
   * The page of an annotator's votes.
   *
   * @param open whether votes can be changed
   * @param multiple whether several criteria are asked for
   * @param levels of a comparison
   * @param reopens whether a vote is changed on the annotation page
   * @param over whether an answer was final
   * @param changed whether a vote was just changed
   * @param older the number before which the next page lies; null for the last page
   * @param later whether there are later ones
   * @param gone whether the vote to be changed is not there
   * @param revised the vote to be changed
   * @param pair what was shown for it
   */
  private record Shown(
      Study study,
      boolean open,
      boolean multiple,
      int levels,
      boolean reopens,
      List<Item> entries,
      boolean over,
      boolean changed,
      @Nullable Long older,
      boolean later,
      boolean gone,
      @Nullable Item revised,
      HistoryStore.@Nullable Pair pair) {}

  /** The vote to be changed with everything that was shown for it. */
  private record Revised(boolean gone, @Nullable Item item, HistoryStore.@Nullable Pair pair) {
    private static final Revised NONE = new Revised(false, null, null);
    private static final Revised GONE = new Revised(true, null, null);
  }

  private Future<Revised> revised(Caller.Annotator caller, Study study, UUID token) {
    return store
        .entry(caller.id(), token)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(Revised.GONE)
                    : store
                        .pair(caller.id(), token)
                        .map(pair -> new Revised(false, item(study, found.get()), pair)));
  }

  /**
   * A vote as it is listed.
   *
   * @param key under which it is changed or taken back
   * @param readings answers to questions; null where criteria were asked for
   * @param answers by criterion; null where questions were asked
   */
  private record Item(
      Entry entry, String key, @Nullable List<Reading> readings, @Nullable List<Answer> answers) {}

  /**
   * An answer to a question.
   *
   * @param titled whether the question stands before it
   */
  private record Reading(JsonObject block, JsonObject answer, boolean titled) {}

  /** An answer to a criterion, with what marks it where it is changed. */
  private record Answer(Criterion criterion, @Nullable String choice, @Nullable Chosen current) {}

  private record Chosen(String choice) {}

  private static Item item(Study study, Entry entry) {
    String key = UUID.randomUUID().toString();
    String answers = entry.answers();
    Form form = study.form();
    return form != null && answers != null
        ? new Item(entry, key, readings(form, new JsonObject(answers)), null)
        : new Item(entry, key, null, study.criteria().stream().map(c -> answer(c, entry)).toList());
  }

  /** The answers to those questions that the study still asks. */
  private static List<Reading> readings(Form form, JsonObject answers) {
    List<Reading> readings = new ArrayList<>();
    for (Block block : form.blocks()) {
      JsonObject answer = answers.getJsonObject(block.id());
      if (answer != null) {
        JsonObject settings = new JsonObject(block.settings().toString());
        readings.add(new Reading(settings, answer, form.blocks().size() > 1));
      }
    }
    return readings;
  }

  private static Answer answer(Criterion criterion, Entry entry) {
    return entry.choices().stream()
        .filter(choice -> choice.criterion() == criterion.ordinal())
        .map(Choice::choice)
        .findFirst()
        .map(choice -> new Answer(criterion, choice, new Chosen(choice)))
        .orElse(new Answer(criterion, null, null));
  }
}
