package dev.agon.server.annotator;

import dev.agon.server.annotator.AnnotatorStore.Returning;
import dev.agon.server.http.Pages;
import dev.agon.server.http.RateLimiter;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.i18n.InterfaceLanguage;
import dev.agon.server.http.i18n.Languages;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.Input;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Sessions;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Brings annotators back by their personal links. */
public final class ReturnRoutes {
  /** New sessions of one annotator, which are rows; a browser that has one makes none. */
  private final RateLimiter openings = new RateLimiter(60, Duration.ofSeconds(5));

  private final AnnotatorStore store;
  private final Sessions sessions;
  private final Pages pages;
  private final String basePath;

  /** Routes over the stores of a process. */
  public ReturnRoutes(AnnotatorStore store, Sessions sessions, Pages pages, String basePath) {
    this.store = store;
    this.sessions = sessions;
    this.pages = pages;
    this.basePath = basePath;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(ReturnLinks.PATH, Access.PUBLIC, this::ask);
    site.post(ReturnLinks.PATH, Access.PUBLIC, this::pasted);
    site.get(ReturnLinks.PATH + "/:secret", Access.PUBLIC, this::comeBack);
  }

  /**
   * The page that asks for a return link.
   *
   * @param left whether somebody has signed out
   * @param wrong whether what they pasted is none
   */
  private record Shown(boolean left, boolean wrong) {}

  /** For browsers that no session knows. */
  private Future<?> ask(RoutingContext context) {
    boolean left = context.request().getParam("left") != null;
    return pages.render(context, "annotator/return", new Shown(left, false));
  }

  private Future<?> pasted(RoutingContext context) {
    Input input = Input.of(context);
    String link = input.optionalText("link", 2000);
    input.check();
    String secret = link == null ? null : ReturnLinks.secretIn(link);
    return secret == null
        ? pages.render(context, 422, "annotator/return", new Shown(false, true))
        : Answers.seeOther(context, basePath + ReturnLinks.path(secret));
  }

  private Future<?> comeBack(RoutingContext context) {
    String secret = context.pathParam("secret");
    if (!ReturnLinks.isSecret(secret)) {
      return Future.failedFuture(unknownLink());
    }
    return store
        .returning(ReturnLinks.hash(secret))
        .compose(found -> signIn(context, found.orElseThrow(ReturnRoutes::unknownLink)));
  }

  private Future<Void> signIn(RoutingContext context, Returning returning) {
    String seat = basePath + "/studies/" + returning.slug() + "/annotate";
    InterfaceLanguage chosen = InterfaceLanguage.known(returning.interfaceLanguage());
    if (chosen != null) {
      Languages.keep(context, chosen, basePath);
    }
    return sessions
        .annotator(context, returning.slug())
        .compose(
            known ->
                known.isPresent() && known.get().id() == returning.annotator()
                    ? Future.succeededFuture()
                    : open(context, returning))
        .compose(signedIn -> Answers.seeOther(context, seat));
  }

  private Future<Void> open(RoutingContext context, Returning returning) {
    openings.check(Long.toString(returning.annotator()));
    return sessions.signInAnnotator(context, returning.slug(), returning.annotator());
  }

  private static HttpProblem unknownLink() {
    return HttpProblem.of(
            404,
            "unknown-link",
            "This personal link does not work. It may have been replaced by a newer one, or "
                + "part of it was lost when it was copied.")
        .as("problem.unknown-return-link");
  }
}
