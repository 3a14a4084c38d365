package dev.agon.server.annotator;

import dev.agon.server.annotator.AnnotatorStore.Profile;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.home.LanguageRoutes;
import dev.agon.server.http.i18n.InterfaceLanguage;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.Input;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.http.session.Origins;
import dev.agon.server.http.session.Secrets;
import dev.agon.server.http.session.Sessions;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An annotator's own page: their name, their return link, what they agreed to, and the way out. */
public final class MeRoutes {
  private static final String ME = "/studies/:study/me";

  private final AnnotatorStore store;
  private final Sessions sessions;
  private final Pages pages;
  private final String basePath;
  private final Origins origins;

  /** Routes over the stores of a process. */
  public MeRoutes(AnnotatorStore store, Sessions sessions, Pages pages, ServerConfig config) {
    this.store = store;
    this.sessions = sessions;
    this.pages = pages;
    this.basePath = config.basePath();
    this.origins = new Origins(config);
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(ME, Access.ANNOTATOR, this::show);
    site.post(ME + "/return-link", Access.ANNOTATOR, this::replaceLink);
    site.post(ME + "/languages", Access.ANNOTATOR, this::nameLanguages);
    site.post("/studies/:study/language", Access.ANNOTATOR, this::chooseInterface);
    site.postNothing(ME + "/sign-out", Access.ANNOTATOR, this::signOut);
    site.get("/studies/:study/consent", Access.ANNOTATOR, this::askConsent);
    site.post("/studies/:study/consent", Access.ANNOTATOR, this::consent);
  }

  private Future<?> show(RoutingContext context) {
    return show(context, null);
  }

  /**
   * The page of an annotator.
   *
   * @param named whether they have just said what they read
   * @param secret of the return link that they may ask for
   * @param link the return link that they have asked for
   */
  private record Shown(
      Profile me,
      boolean named,
      List<OfferedLanguage> offered,
      String secret,
      @Nullable String link) {}

  private Future<Void> show(RoutingContext context, @Nullable String link) {
    return store
        .profile(Caller.annotator(context).id())
        .compose(
            me ->
                pages.render(
                    context,
                    "annotator/me",
                    new Shown(
                        me,
                        context.request().getParam("named") != null,
                        OfferedLanguage.of(me.spoken(), me.reads()),
                        Secrets.create(),
                        link)));
  }

  /** The form carries the new secret, so that a form sent twice makes one link. */
  private Future<?> replaceLink(RoutingContext context) {
    Input input = Input.of(context);
    String secret = input.text("secret", 100);
    input.check();
    if (!ReturnLinks.isSecret(secret)) {
      throw HttpProblem.invalid("secret", "must come from the form");
    }
    return store
        .replaceReturnLink(Caller.annotator(context).id(), ReturnLinks.hash(secret))
        .compose(
            done -> show(context, done ? origins.url(context, ReturnLinks.path(secret)) : null));
  }

  private Future<?> chooseInterface(RoutingContext context) {
    InterfaceLanguage chosen = LanguageRoutes.chosen(context, pages);
    return store
        .chooseInterface(Caller.annotator(context).id(), chosen.tag())
        .compose(kept -> LanguageRoutes.keep(context, chosen, basePath));
  }

  /** For programs too: what a machine reads is said with its token. */
  private Future<?> nameLanguages(RoutingContext context) {
    Caller.Annotator caller = Caller.annotator(context);
    Input input = Input.of(context);
    LanguageLevels reads = LanguageLevels.read(input);
    input.check();
    return store
        .nameLanguages(caller.id(), reads)
        .compose(
            named ->
                input.isForm()
                    ? Answers.seeOther(
                        context, basePath + "/studies/" + caller.slug() + "/me?named=1")
                    : Answers.nothing(context));
  }

  private Future<?> signOut(RoutingContext context) {
    return sessions
        .signOutAnnotator(context, Caller.annotator(context).slug())
        .compose(out -> Answers.seeOther(context, basePath + ReturnLinks.PATH + "?left=1"));
  }

  /** The page that asks for consent, with what is wrong by field. */
  private record Asked(Profile me, Map<String, String> errors) {}

  private Future<?> askConsent(RoutingContext context) {
    return store
        .profile(Caller.annotator(context).id())
        .compose(me -> consentPage(context, 200, me, Map.of()));
  }

  private Future<Void> consentPage(
      RoutingContext context, int status, Profile me, Map<String, String> errors) {
    return pages.render(context, status, "annotator/consent", new Asked(me, errors));
  }

  private Future<?> consent(RoutingContext context) {
    Caller.Annotator caller = Caller.annotator(context);
    Input input = Input.of(context);
    int version = input.number("consent_version", 0, 0, Integer.MAX_VALUE);
    boolean agree = input.flag("agree");
    input.check();
    return store
        .profile(caller.id())
        .compose(
            me -> {
              if (!agree) {
                return consentPage(context, 422, me, Map.of("agree", "needed"));
              }
              return store
                  .consent(caller.id(), version)
                  .compose(
                      done ->
                          done
                              ? Answers.seeOther(
                                  context, basePath + "/studies/" + caller.slug() + "/annotate")
                              : consentPage(context, 409, me, Map.of("agree", "changed")));
            });
  }
}
