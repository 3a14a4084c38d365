package dev.agon.server.vote;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.agon.question.Shown;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.Input;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;

/** Takes votes, revisions and withdrawals. */
public final class VoteRoutes {
  /** Shows a comparison again after a plain form's answer was refused. */
  @FunctionalInterface
  public interface RefusedPage {
    /**
     * Answers the request with the page.
     *
     * @param assignment the place's token
     * @param entered answers as they were sent, by question
     * @param problem what is wrong with them; the answer where the place is not held any more
     */
    Future<?> show(
        RoutingContext context, UUID assignment, JsonObject entered, HttpProblem problem);
  }

  /** What to do next, and of the vote when it was kept. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record Receipt(
      @JsonUnwrapped Record next, long number, int revision, OffsetDateTime sentAt) {}

  /** In place of what to do next, where that cannot be told. */
  private record Unknown(String state, List<?> assignments) {}

  private final VoteStore store;
  private final BiFunction<Long, Long, Future<Record>> nextWork;
  private final RefusedPage refusedPage;
  private final LongConsumer recorded;
  private final String basePath;

  /**
   * Routes over a store.
   *
   * @param nextWork what an annotator (study, annotator) has to do next, as a document
   * @param refusedPage shows what a plain form entered once more
   * @param recorded is told the study of every committed vote
   */
  public VoteRoutes(
      VoteStore store,
      BiFunction<Long, Long, Future<Record>> nextWork,
      RefusedPage refusedPage,
      LongConsumer recorded,
      String basePath) {
    this.store = store;
    this.nextWork = nextWork;
    this.refusedPage = refusedPage;
    this.recorded = recorded;
    this.basePath = basePath;
  }

  public void mount(SiteRouter site) {
    site.post("/studies/:study/votes", Access.ANNOTATOR, this::record);
    site.postNothing("/studies/:study/votes/final", Access.ANNOTATOR, this::endUndo);
  }

  /** Ends the time for undo of all that the annotator has answered, and shows the board. */
  private Future<?> endUndo(RoutingContext context) {
    Caller.Annotator caller = Caller.annotator(context);
    return store
        .endUndo(caller.id())
        .compose(
            ended -> {
              recorded.accept(caller.study());
              return Answers.wantsHtml(context)
                  ? Answers.seeOther(context, basePath + "/studies/" + caller.slug() + "/board")
                  : context.response().setStatusCode(204).end();
            });
  }

  private Future<?> record(RoutingContext context) {
    Caller.Annotator caller = Caller.annotator(context);
    Input input = Input.of(context);
    return store
        .form(caller.study())
        .compose(
            form -> shown(input, caller, form).compose(shown -> take(context, input, form, shown)));
  }

  /** What lies on the place, so far as the form asks for it. */
  private Future<Optional<Shown>> shown(Input input, Caller.Annotator caller, BallotForm form) {
    UUID token = input.optionalUuid("assignment");
    return form.questions() == null || token == null
        ? Future.succeededFuture(Optional.empty())
        : store.shown(caller.id(), token);
  }

  private Future<?> take(
      RoutingContext context, Input input, BallotForm form, Optional<Shown> shown) {
    Caller.Annotator caller = Caller.annotator(context);
    Ballot ballot;
    try {
      ballot = BallotInput.read(input, caller, form, shown.orElse(null));
    } catch (HttpProblem problem) {
      UUID token = input.optionalUuid("assignment");
      return input.isForm() && token != null && !input.flag("withdrawn")
          ? refusedPage.show(
              context, token, AnswerInput.entered(input, form, shown.orElse(null)), problem)
          : Future.failedFuture(problem);
    }
    return store
        .record(ballot)
        .compose(
            result ->
                input.isForm()
                    ? page(context, caller, ballot, result, wayBack(input))
                    : document(context, caller, result));
  }

  private Future<Void> document(
      RoutingContext context, Caller.Annotator caller, VoteResult result) {
    return switch (result) {
      case VoteResult.Recorded r -> {
        recorded.accept(caller.study());
        yield receipt(context, caller, 201, r.number(), r.revision(), r.sentAt());
      }
      case VoteResult.Replayed r ->
          receipt(context, caller, 200, r.number(), r.revision(), r.sentAt());
      default -> refused(caller, problem(result));
    };
  }

  private Future<Void> receipt(
      RoutingContext context,
      Caller.Annotator caller,
      int status,
      long number,
      int revision,
      OffsetDateTime sentAt) {
    return next(caller)
        .compose(
            next -> Answers.json(context, status, new Receipt(next, number, revision, sentAt)));
  }

  /** A failed draw never fails the vote. */
  private Future<Record> next(Caller.Annotator caller) {
    return nextWork.apply(caller.study(), caller.id()).otherwise(new Unknown("unknown", List.of()));
  }

  /** A refusal names what to do next, so that nobody is left on a dead page. */
  private Future<Void> refused(Caller.Annotator caller, HttpProblem problem) {
    return next(caller).compose(next -> Future.failedFuture(problem.with("next", next)));
  }

  private static HttpProblem problem(VoteResult result) {
    return switch (result) {
      case VoteResult.Recorded r -> throw new IllegalStateException("recorded");
      case VoteResult.Replayed r -> throw new IllegalStateException("replayed");
      case VoteResult.KeyReused r ->
          HttpProblem.of(422, "key-reused", "This key was used before for another answer.");
      case VoteResult.LeaseLost r ->
          HttpProblem.conflict(
              "lease-lost",
              "Your time on this pair had run out and it went to somebody else. Nothing is wrong:"
                  + " please go on with the next one.");
      case VoteResult.Outdated r ->
          HttpProblem.conflict("outdated", "This pair has been answered again in the meantime.")
              .with("standing", r.standing());
      case VoteResult.Final r ->
          HttpProblem.conflict(
              "final", "This answer is final: the time in which it could be changed is over.");
      case VoteResult.StillOpen r ->
          HttpProblem.conflict(
              "still-open", "Please answer the pair that you have re-opened first.");
      case VoteResult.NotTaken r ->
          HttpProblem.conflict("study-" + r.state(), "This study accepts no votes at the moment.");
      case VoteResult.NotEligible r ->
          HttpProblem.forbidden("You do not take part in this study.")
              .as("problem.not-taking-part");
    };
  }

  /** A form in the history goes back there, all others to the next pair. */
  private static String wayBack(Input input) {
    return "history".equals(input.optionalText("back", 20)) ? "/history" : "/annotate";
  }

  /** A plain form gets the next page; a second answer to one pair is offered as a revision. */
  private Future<Void> page(
      RoutingContext context,
      Caller.Annotator caller,
      Ballot ballot,
      VoteResult result,
      String wayBack) {
    String study = basePath + "/studies/" + caller.slug();
    String annotate = study + "/annotate";
    return switch (result) {
      case VoteResult.Recorded r -> {
        recorded.accept(caller.study());
        yield Answers.seeOther(context, study + wayBack + "?saved=" + r.number());
      }
      case VoteResult.Replayed r ->
          Answers.seeOther(context, study + wayBack + "?saved=" + r.number());
      case VoteResult.KeyReused r -> Answers.seeOther(context, offerRevision(study, ballot));
      case VoteResult.Outdated r -> Answers.seeOther(context, offerRevision(study, ballot));
      case VoteResult.Final r -> Answers.seeOther(context, study + wayBack + "?final=1");
      case VoteResult.StillOpen r -> Answers.seeOther(context, annotate + "?reopened=1");
      case VoteResult.LeaseLost r -> Answers.seeOther(context, annotate + "?lost=1");
      case VoteResult.NotTaken r -> Answers.seeOther(context, annotate);
      case VoteResult.NotEligible r -> Answers.seeOther(context, annotate);
    };
  }

  private static String offerRevision(String study, Ballot ballot) {
    return study + "/history?revise=" + ballot.assignment() + "#" + ballot.assignment();
  }
}
