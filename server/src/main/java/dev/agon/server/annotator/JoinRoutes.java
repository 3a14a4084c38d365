package dev.agon.server.annotator;

import dev.agon.server.annotator.AnnotatorStore.Invitation;
import dev.agon.server.annotator.AnnotatorStore.Joining;
import dev.agon.server.annotator.AnnotatorStore.Newcomer;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.core.StudyState;
import dev.agon.server.http.Pages;
import dev.agon.server.http.RateLimiter;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.i18n.InterfaceLanguage;
import dev.agon.server.http.i18n.Languages;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.Input;
import dev.agon.server.http.input.Network;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.http.session.Origins;
import dev.agon.server.http.session.Secrets;
import dev.agon.server.http.session.Sessions;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Takes people into a study by its join link. */
public final class JoinRoutes {
  /** So many may join at once from one network by one link, and then one each half second. */
  private static final int CLASSROOM = 300;

  private static final Duration EACH = Duration.ofMillis(500);

  private final AnnotatorStore store;
  private final Sessions sessions;
  private final Pages pages;
  private final ServerConfig config;
  private final Origins origins;
  private final RateLimiter limiter = new RateLimiter(CLASSROOM, EACH);

  /** Routes over the stores of a process. */
  public JoinRoutes(AnnotatorStore store, Sessions sessions, Pages pages, ServerConfig config) {
    this.store = store;
    this.sessions = sessions;
    this.pages = pages;
    this.config = config;
    this.origins = new Origins(config);
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get("/join/:code", Access.PUBLIC, this::show);
    site.post("/join/:code", Access.PUBLIC, this::join);
  }

  private record Closed(Invitation study) {}

  /**
   * The page that asks somebody to join.
   *
   * @param offered languages to name with a level; empty where the one that is read best is asked
   *     for
   * @param longest characters of a pseudonym
   * @param pseudonym as it was written, or the suggestion
   * @param reads the language that was named
   * @param errors what is wrong by field; null for nothing
   */
  private record Offer(
      Invitation study,
      List<OfferedLanguage> offered,
      String code,
      List<ReadingLanguages.Language> languages,
      int longest,
      String suggestion,
      String pseudonym,
      boolean agree,
      @Nullable String reads,
      String secret,
      @Nullable Map<String, String> errors) {}

  /**
   * @param link by which they return
   */
  private record Welcome(Invitation study, String pseudonym, String link) {}

  private Future<Void> show(RoutingContext context) {
    return invitation(context)
        .compose(
            invitation ->
                sessions
                    .annotator(context, invitation.slug())
                    .compose(
                        known ->
                            known.isPresent()
                                ? Answers.seeOther(context, seat(invitation))
                                : offer(context, invitation)));
  }

  private Future<Void> offer(RoutingContext context, Invitation invitation) {
    return invitation.state() == StudyState.RUNNING
        ? form(context, invitation)
        : pages.render(context, "annotator/join-closed", new Closed(invitation));
  }

  private Future<Void> join(RoutingContext context) {
    JoinForm form = JoinForm.read(Input.of(context));
    return invitation(context)
        .compose(
            invitation ->
                sessions
                    .annotator(context, invitation.slug())
                    .compose(
                        known ->
                            known.isPresent()
                                ? again(context, invitation, form, known.get())
                                : take(context, invitation, form)));
  }

  /** A reload of the welcome sends the form again: its link is shown again, to its owner only. */
  private Future<Void> again(
      RoutingContext context, Invitation invitation, JoinForm form, Caller.Annotator known) {
    return store
        .returning(ReturnLinks.hash(form.secret()))
        .compose(
            owner ->
                owner.isPresent() && owner.get().annotator() == known.id()
                    ? welcome(context, invitation, form)
                    : Answers.seeOther(context, seat(invitation)));
  }

  private Future<Invitation> invitation(RoutingContext context) {
    return store
        .invitation(context.pathParam("code"))
        .map(found -> found.orElseThrow(JoinRoutes::unknownLink));
  }

  private String seat(Invitation invitation) {
    return config.basePath() + "/studies/" + invitation.slug() + "/annotate";
  }

  private static HttpProblem unknownLink() {
    return HttpProblem.of(
            404,
            "unknown-link",
            "This link belongs to no study. Join links are long: please check that all of "
                + "it was copied.")
        .as("problem.unknown-join-link");
  }

  private Future<Void> form(RoutingContext context, Invitation invitation) {
    return form(context, 200, invitation, JoinForm.EMPTY);
  }

  private Future<Void> form(
      RoutingContext context, int status, Invitation invitation, JoinForm form) {
    String suggestion = Pseudonyms.suggest(ThreadLocalRandom.current());
    return pages.render(
        context,
        status,
        "annotator/join",
        new Offer(
            invitation,
            invitation.asksForLanguages()
                ? OfferedLanguage.of(invitation.spoken(), form.reads())
                : List.of(),
            context.pathParam("code"),
            ReadingLanguages.ALL,
            Pseudonyms.LONGEST,
            suggestion,
            form.equals(JoinForm.EMPTY) ? suggestion : form.written(),
            form.agree(),
            form.language(),
            form.secret().isEmpty() ? Secrets.create() : form.secret(),
            form.errors().isEmpty() ? null : form.errors()));
  }

  private Future<Void> take(RoutingContext context, Invitation invitation, JoinForm form) {
    if (!form.errors().isEmpty()) {
      return form(context, 422, invitation, form);
    }
    LanguageLevels reads = form.reading(invitation.asksForLanguages(), invitation.language());
    if (invitation.asksForLanguages() && reads.byTag().isEmpty()) {
      return form(context, 422, invitation, form.wrong("reads", "needed"));
    }
    return store
        .hasNothingFor(invitation.study(), reads)
        .compose(
            nothing ->
                nothing
                    ? form(
                        context,
                        422,
                        invitation,
                        form.wrong("reads", reads.none() ? "needed" : "nothing"))
                    : add(context, invitation, form, reads));
  }

  private Future<Void> add(
      RoutingContext context, Invitation invitation, JoinForm form, LanguageLevels reads) {
    String charged = Network.of(context).prefix() + " " + invitation.study();
    limiter.check(charged);
    Newcomer newcomer =
        new Newcomer(
            form.pseudonym(),
            ReturnLinks.hash(form.secret()),
            form.language(),
            form.consentVersion(),
            reads);
    return store
        .join(invitation.study(), newcomer)
        .onComplete(
            done -> {
              if (!(done.result() instanceof Joining.Joined)) {
                limiter.giveBack(charged);
              }
            })
        .compose(
            result ->
                switch (result) {
                  case Joining.Joined in ->
                      keepLanguage(context, in.annotator())
                          .compose(
                              kept ->
                                  sessions.signInAnnotator(
                                      context, invitation.slug(), in.annotator()))
                          .compose(signedIn -> welcome(context, invitation, form));
                  case Joining.PseudonymTaken no ->
                      form(context, 409, invitation, form.wrong("pseudonym", "taken"));
                  case Joining.ConsentChanged no ->
                      form(context, 409, invitation, form.wrong("agree", "changed"));
                  case Joining.FormUsed no -> form(context, invitation);
                  case Joining.NotRunning no -> show(context);
                });
  }

  private Future<Void> keepLanguage(RoutingContext context, long annotator) {
    InterfaceLanguage chosen = Languages.chosen(context);
    return chosen == null
        ? Future.succeededFuture()
        : store.chooseInterface(annotator, chosen.tag());
  }

  private Future<Void> welcome(RoutingContext context, Invitation invitation, JoinForm form) {
    String link = origins.url(context, ReturnLinks.path(form.secret()));
    return pages.render(
        context, "annotator/joined", new Welcome(invitation, form.pseudonym(), link));
  }
}
