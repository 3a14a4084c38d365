package dev.agon.server.training.score;

import dev.agon.server.bus.Address;
import dev.agon.server.http.FairTurns;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Asker;
import dev.agon.server.training.registry.RewardModelStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Rewards for programs: of items in order, and the best of several responses. */
public final class RewardRoutes {
  private static final long BODY_LIMIT = 4L << 20;
  private static final int MOST_AT_ONCE = 32;
  private static final int MOST_WAITING = 32;
  private static final int RETRY_SECONDS = 1;
  private static final int AWAY_SECONDS = 5;
  private static final DeliveryOptions DELIVERY = new DeliveryOptions().setSendTimeout(60_000);

  private final Vertx vertx;
  private final RewardModelStore models;
  private final FairTurns turns =
      new FairTurns(MOST_AT_ONCE, MOST_WAITING, () -> HttpProblem.tooMany(RETRY_SECONDS));

  /** Routes over the registry, made once a process; the bus carries requests to a scorer. */
  public RewardRoutes(Vertx vertx, RewardModelStore models) {
    this.vertx = vertx;
    this.models = models;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.post("/api/v1/rewards", Access.ADMIN, BODY_LIMIT, this::rewards);
    site.post("/api/v1/best-of-n", Access.ADMIN, BODY_LIMIT, this::bestOfN);
  }

  /** What was asked, with the version that answers it. */
  private record Asked<T>(T body, RewardModelStore.Answering by, int version, List<String> names) {}

  /**
   * @param rewards by criterion, an entry an item
   */
  private record Rewards(
      String study, int version, List<String> criteria, List<Map<String, Double>> rewards) {}

  /**
   * @param criterion the one that counted
   * @param top best first
   */
  private record Best(
      String study,
      int version,
      List<String> criteria,
      String criterion,
      List<BestOfN.Chosen> top) {}

  private Future<?> rewards(RoutingContext context) {
    return parsed(() -> RewardInput.items(context.body().buffer()))
        .compose(input -> answering(input, input.study(), input.version()))
        .compose(
            asked ->
                scored(Asker.of(context), asked, asked.body().items())
                    .compose(
                        scores ->
                            Answers.json(
                                context,
                                200,
                                new Rewards(
                                    asked.body().study(),
                                    asked.version(),
                                    asked.names(),
                                    named(asked.names(), scores.rewards())))));
  }

  private Future<?> bestOfN(RoutingContext context) {
    return parsed(() -> RewardInput.candidates(context.body().buffer()))
        .compose(input -> answering(input, input.study(), input.version()))
        .compose(
            asked -> {
              BestOfN.Request request = asked.body();
              int criterion = criterion(request, asked.names());
              return scored(Asker.of(context), asked, request.items())
                  .compose(
                      scores ->
                          Answers.json(
                              context,
                              200,
                              new Best(
                                  request.study(),
                                  asked.version(),
                                  asked.names(),
                                  asked.names().get(criterion),
                                  BestOfN.top(request, scores, criterion))));
            });
  }

  /** Large bodies are not read on an event loop. */
  private <T> Future<T> parsed(Callable<T> parse) {
    return vertx.executeBlocking(parse, false);
  }

  private <T> Future<Asked<T>> answering(T body, String study, RewardInput.Version version) {
    return models
        .answering(study, version.number())
        .map(
            found -> {
              RewardModelStore.Answering by =
                  found.orElseThrow(
                      () -> HttpProblem.invalid("study", "there is no study of this name"));
              Integer number = by.version();
              if (number == null) {
                throw HttpProblem.invalid(
                    "version",
                    version.number() == null
                        ? "no version of this study has been promoted"
                        : "this study has no version " + version.number());
              }
              return new Asked<>(body, by, number, names(by.criteria()));
            });
  }

  private static List<String> names(JsonArray criteria) {
    return IntStream.range(0, criteria.size())
        .mapToObj(i -> criteria.getJsonObject(i).getString("name"))
        .toList();
  }

  private static int criterion(BestOfN.Request request, List<String> names) {
    if (request.criterion() == null) {
      return 0;
    }
    int at = names.indexOf(request.criterion());
    if (at < 0) {
      throw HttpProblem.invalid("criterion", "must be one of " + String.join(", ", names));
    }
    return at;
  }

  private Future<VersionRewards> scored(
      Asker asker, Asked<?> asked, List<ScoreRequest.Item> items) {
    return turns.run(asker.within(), () -> sent(asked, items));
  }

  private Future<VersionRewards> sent(Asked<?> asked, List<ScoreRequest.Item> items) {
    return vertx
        .eventBus()
        .<JsonObject>request(
            Address.REWARDS_SCORE,
            new ScoreRequest(asked.by().study(), asked.version(), items).toJson(),
            DELIVERY)
        .map(reply -> VersionRewards.fromJson(reply.body()))
        .recover(failure -> Future.failedFuture(problem(failure)));
  }

  private static Throwable problem(Throwable failure) {
    if (!(failure instanceof ReplyException e)) {
      return failure;
    }
    if (e.failureType() == ReplyFailure.NO_HANDLERS || e.failureType() == ReplyFailure.TIMEOUT) {
      return HttpProblem.unavailable(AWAY_SECONDS)
          .with("reason", "No process with the role scorer answers.");
    }
    String told = String.valueOf(e.getMessage());
    return switch (e.failureCode()) {
      case ScorerVerticle.BUSY -> HttpProblem.tooMany(seconds(told));
      case ScorerVerticle.UNKNOWN -> HttpProblem.unavailable(AWAY_SECONDS).with("reason", told);
      default -> failure;
    };
  }

  private static int seconds(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : RETRY_SECONDS;
  }

  private static List<Map<String, Double>> named(List<String> names, List<double[]> rewards) {
    List<Map<String, Double>> all = new ArrayList<>();
    for (double[] item : rewards) {
      Map<String, Double> row = new LinkedHashMap<>();
      for (int c = 0; c < names.size(); c++) {
        row.put(names.get(c), item[c]);
      }
      all.add(row);
    }
    return all;
  }
}
