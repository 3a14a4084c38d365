package dev.agon.server.http.home;

import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.i18n.InterfaceLanguage;
import dev.agon.server.http.i18n.Languages;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.stream.Collectors;

/** The switch of the interface's language, a plain form on every page. */
public final class LanguageRoutes {
  private static final Set<String> TAGS =
      InterfaceLanguage.ALL.stream().map(InterfaceLanguage::tag).collect(Collectors.toSet());

  private final Pages pages;
  private final String basePath;

  /** Routes of a site under a base path. */
  public LanguageRoutes(Pages pages, String basePath) {
    this.pages = pages;
    this.basePath = basePath;
  }

  /** Declares the route. */
  public void mount(SiteRouter site) {
    site.post(
        "/language", Access.PUBLIC, context -> keep(context, chosen(context, pages), basePath));
  }

  /**
   * The posted choice.
   *
   * @throws HttpProblem 422 when it is none of ours
   */
  public static InterfaceLanguage chosen(RoutingContext context, Pages pages) {
    PostedForm form = pages.form(context);
    String tag = form.choice("language", TAGS);
    form.require();
    return InterfaceLanguage.of(tag);
  }

  /** Keeps the choice on this device, and goes back to the page it came from. */
  public static Future<Void> keep(
      RoutingContext context, InterfaceLanguage language, String basePath) {
    Languages.keep(context, language, basePath);
    String next = context.request().formAttributes().get("next");
    return Answers.seeOther(context, basePath + (next == null ? "/" : within(next)));
  }

  /** An address of ours, whatever was sent. */
  private static String within(String next) {
    return next.matches("/(?!/)[\\x21-\\x5b\\x5d-\\x7e]{0,2000}") ? next : "/";
  }
}
