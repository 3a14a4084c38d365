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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
    Map<String, Object> model = new HashMap<>();
    List<Entry> shown = entries.subList(0, Math.min(ENTRIES, entries.size()));
    model.put("study", study);
    model.put("open", study.open() && !caller.excluded());
    model.put("multiple", study.criteria().size() > 1);
    model.put("levels", study.allowTie() ? 3 : 2);
    model.put("reopens", study.form() != null);
    model.put("entries", shown.stream().map(entry -> item(study, entry)).toList());
    model.put("final", context.request().getParam("final") != null);
    model.put("changed", context.request().getParam("saved") != null);
    if (entries.size() > ENTRIES) {
      model.put("older", shown.getLast().number());
    }
    model.put("later", context.request().getParam("before") != null);
    UUID token = Input.parseUuid(context.request().getParam("revise"));
    if (token == null) {
      return pages.render(context, "vote/history", model);
    }
    return revise(caller, study, token, model)
        .compose(done -> pages.render(context, "vote/history", model));
  }

  /** Adds the vote to be changed with everything that was shown for it. */
  private Future<Void> revise(
      Caller.Annotator caller, Study study, UUID token, Map<String, Object> model) {
    return store
        .entry(caller.id(), token)
        .compose(
            found -> {
              if (found.isEmpty()) {
                model.put("gone", true);
                return Future.succeededFuture();
              }
              model.put("revised", item(study, found.get()));
              return store.pair(caller.id(), token).map(pair -> model.put("pair", pair));
            })
        .mapEmpty();
  }

  /** A vote as it is listed. */
  private static Map<String, Object> item(Study study, Entry entry) {
    Map<String, Object> item = new HashMap<>();
    item.put("entry", entry);
    item.put("key", UUID.randomUUID().toString());
    String answers = entry.answers();
    Form form = study.form();
    if (form != null && answers != null) {
      item.put("readings", readings(form, new JsonObject(answers)));
    } else {
      item.put("answers", study.criteria().stream().map(c -> answer(c, entry)).toList());
    }
    return item;
  }

  /** The answers to those questions that the study still asks. */
  private static List<Map<String, Object>> readings(Form form, JsonObject answers) {
    List<Map<String, Object>> readings = new ArrayList<>();
    for (Block block : form.blocks()) {
      JsonObject answer = answers.getJsonObject(block.id());
      if (answer != null) {
        JsonObject settings = new JsonObject(block.settings().toString());
        readings.add(
            Map.of("block", settings, "answer", answer, "titled", form.blocks().size() > 1));
      }
    }
    return readings;
  }

  private static Map<String, Object> answer(Criterion criterion, Entry entry) {
    Map<String, Object> answer = new HashMap<>();
    answer.put("criterion", criterion);
    entry.choices().stream()
        .filter(choice -> choice.criterion() == criterion.ordinal())
        .map(Choice::choice)
        .findFirst()
        .ifPresent(
            choice -> {
              answer.put("choice", choice);
              answer.put("current", Map.of("choice", choice));
            });
    return answer;
  }
}
