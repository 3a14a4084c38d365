package dev.agon.server.http;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.cache.ConcurrentMapTemplateCache;
import com.github.jknack.handlebars.cache.NullTemplateCache;
import com.github.jknack.handlebars.context.MapValueResolver;
import dev.agon.server.http.i18n.InterfaceLanguage;
import dev.agon.server.http.i18n.Languages;
import dev.agon.server.http.i18n.Messages;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Caller;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders Handlebars templates. They see the model (a record or a map) and {@code page}: {@code
 * language} (tag, name, locale, direction), {@code languages} (those to choose from), {@code self}
 * (the page's own address, none for the answer to a form), {@code languageForm} (where a choice of
 * language goes), {@code admin} (the name of the signed-in admin). All values are escaped.
 */
public final class Pages {
  private final TemplateFolder templates;
  private final Handlebars handlebars;
  private final Messages messages;
  private final String basePath;

  /**
   * @param webroot the folder with {@code templates} and {@code assets}
   * @param basePath the path that all pages lie under
   * @param assets the static files that templates link to
   * @param reloads whether templates are read again at each use
   */
  public Pages(Path webroot, String basePath, Assets assets, boolean reloads) {
    this.basePath = basePath;
    this.messages = Messages.read(webroot.resolve("assets/messages"));
    this.templates = new TemplateFolder(webroot.resolve("templates"), reloads);
    this.handlebars =
        new Handlebars(templates)
            .with(reloads ? NullTemplateCache.INSTANCE : new ConcurrentMapTemplateCache());
    PageHelpers.register(handlebars, messages, assets, basePath);
  }

  /** Compiles all templates, which the first of each page would otherwise wait for. */
  public void load() {
    for (String name : templates.names()) {
      try {
        handlebars.compile(name);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot compile " + name, e);
      }
    }
  }

  /** The texts of the pages. */
  public Messages messages() {
    return messages;
  }

  /** A text in the caller's language. */
  public String text(RoutingContext context, String key) {
    return messages.get(Languages.of(context).tag(), key, List.of());
  }

  /** A problem in the caller's language. */
  public HttpProblem inLanguage(RoutingContext context, HttpProblem problem) {
    return problem.in(messages, Languages.of(context).tag());
  }

  /** Reads a posted form, with messages in the caller's language. */
  public PostedForm form(RoutingContext context) {
    return new PostedForm(context, messages, Languages.of(context).tag());
  }

  /** Answers 200 with a page. */
  public Future<Void> render(RoutingContext context, String name, Record model) {
    return render(context, 200, name, model);
  }

  /** Answers with a page. */
  public Future<Void> render(RoutingContext context, int status, String name, Record model) {
    return send(context, status, name, model);
  }

  /** Answers with a page of what is named when the program runs. */
  public Future<Void> render(
      RoutingContext context, int status, String name, Map<String, ?> members) {
    return send(context, status, name, members);
  }

  private Future<Void> send(RoutingContext context, int status, String name, Object model) {
    Caller caller = Caller.of(context);
    InterfaceLanguage language = Languages.of(context);
    String html = html(name, model, language.tag(), page(context, caller, language));
    if (caller != Caller.ANONYMOUS && context.request().query() != null) {
      // Beside what a link has written into it, a secret would be told by how well it compresses.
      context.response().putHeader("Content-Encoding", "identity");
    }
    return context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Content-Language", language.tag())
        .putHeader("Vary", "Cookie, Accept-Language")
        .putHeader("Cache-Control", caller == Caller.ANONYMOUS ? "no-cache" : "no-store")
        .end(html);
  }

  /**
   * Answers with a page in a frame that it shares with others.
   *
   * @param frame what all of these pages show, by name
   */
  public Future<Void> render(
      RoutingContext context, int status, String name, Map<String, ?> frame, Record model) {
    Map<String, Object> both = RecordResolver.members(model);
    both.putAll(frame);
    return send(context, status, name, both);
  }

  /** 303 to one of our own pages, after a form was taken; {@code path} without the base path. */
  public Future<Void> seeOther(RoutingContext context, String path) {
    return Answers.seeOther(context, basePath + path);
  }

  /** A part of a page, for example for an event stream. */
  public String fragment(String name, String language, Object model) {
    return html(name, model, language, Map.of("language", InterfaceLanguage.of(language)));
  }

  private String html(String name, Object model, String language, Map<String, ?> page) {
    Context values =
        Context.newBuilder(model)
            .combine("page", page)
            .resolver(RecordResolver.INSTANCE, MapValueResolver.INSTANCE)
            .build();
    values.data(PageHelpers.LANGUAGE, language);
    try {
      return handlebars.compile(name).apply(values);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot render " + name, e);
    }
  }

  private Map<String, Object> page(
      RoutingContext context, Caller caller, InterfaceLanguage language) {
    Map<String, Object> page = new HashMap<>();
    page.put("language", language);
    page.put("languages", InterfaceLanguage.ALL);
    page.put("languageForm", languageForm(caller));
    if (context.request().method().equals(HttpMethod.GET)) {
      page.put("self", self(context));
    }
    if (caller instanceof Caller.Admin admin) {
      page.put("admin", admin.name());
    }
    return page;
  }

  /** The address as a path and query, however it was sent. */
  private String self(RoutingContext context) {
    String query = context.request().query();
    return context.request().path().substring(basePath.length())
        + (query == null ? "" : "?" + query);
  }

  /** An annotator's choice is also kept with them. */
  private static String languageForm(Caller caller) {
    return caller instanceof Caller.Annotator annotator
        ? "/studies/" + annotator.slug() + "/language"
        : "/language";
  }
}
