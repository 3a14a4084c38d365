package dev.agon.server.training.pages;

import dev.agon.reward.loss.Adjustment.Need;
import dev.agon.reward.loss.LossNames;
import dev.agon.reward.loss.PairLoss;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.training.TrainingPolicy;
import dev.agon.server.training.TrainingPolicyStore;
import dev.agon.server.training.TrainingSettings;
import dev.agon.server.training.pages.RewardDeskRoutes.Frame;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page on which an admin says when and how a study's reward model is trained. */
public final class TrainingPolicyRoutes {
  private static final String PATH = "/admin/studies/:study/rewards/policy";
  private static final int LONGEST_LOSS = 200;

  private final RewardDeskRoutes desk;
  private final TrainingPolicyStore store;
  private final Set<String> configured;

  /**
   * Routes over the store.
   *
   * @param configured names of encoders that this process' configuration knows
   */
  public TrainingPolicyRoutes(
      RewardDeskRoutes desk, TrainingPolicyStore store, Set<String> configured) {
    this.desk = desk;
    this.store = store;
    this.configured = Set.copyOf(configured);
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.ADMIN, this::show);
    site.post(PATH, Access.ADMIN, this::save);
  }

  /** The page: fields and what is wrong with them by name, and what there is to choose from. */
  private record Shown(
      Map<String, String> form,
      Map<String, String> errors,
      List<String> encoders,
      List<String> heads,
      String losses) {}

  private Future<?> show(RoutingContext context) {
    return desk.study(context)
        .compose(
            study ->
                store
                    .policy(study.id())
                    .compose(policy -> page(context, 200, study, values(policy), Map.of())));
  }

  private Future<Void> page(
      RoutingContext context,
      int status,
      Frame study,
      Map<String, String> values,
      Map<String, String> errors) {
    return encoders()
        .compose(
            encoders ->
                desk.show(
                    context,
                    status,
                    "policy",
                    study,
                    new Shown(
                        values,
                        errors,
                        List.copyOf(encoders),
                        TrainingSettings.HEADS,
                        LossNames.OF_VOTES)));
  }

  private Future<Set<String>> encoders() {
    return store
        .encoders()
        .map(
            seen -> {
              Set<String> all = new LinkedHashSet<>(TrainingSettings.BUILT_IN_ENCODERS);
              all.addAll(configured);
              all.addAll(seen);
              return all;
            });
  }

  private Future<?> save(RoutingContext context) {
    PostedForm form = desk.form(context);
    return desk.study(context)
        .compose(
            study ->
                encoders()
                    .compose(
                        encoders -> {
                          TrainingPolicy policy = read(form, encoders);
                          return form.isValid()
                              ? set(context, study, policy)
                              : desk.again(
                                  context,
                                  form,
                                  () -> page(context, 422, study, form.values(), form.errors()));
                        }));
  }

  private Future<Void> set(RoutingContext context, Frame study, TrainingPolicy policy) {
    JsonObject detail =
        policy
            .settings()
            .toJson()
            .put("every_votes", policy.everyVotes())
            .put("every_minutes", policy.everyMinutes())
            .put("promotes", policy.promotes());
    return store
        .set(study.id(), policy)
        .compose(set -> desk.note(context, "rewards.policy-changed", study, detail))
        .compose(noted -> desk.back(context, study, "", "policy"));
  }

  private static TrainingPolicy read(PostedForm form, Set<String> encoders) {
    Integer votes =
        optional(form, "every_votes", TrainingPolicy.FEWEST_VOTES, TrainingPolicy.MOST_VOTES);
    Integer minutes = optional(form, "every_minutes", 1, TrainingPolicy.MOST_MINUTES);
    String encoder = form.choice("encoder", encoders);
    String head = form.choice("head", Set.copyOf(TrainingSettings.HEADS));
    return new TrainingPolicy(
        votes,
        minutes,
        form.checked("promotes"),
        new TrainingSettings(
            encoder,
            head,
            loss(form),
            form.integer("folds", TrainingSettings.LEAST_FOLDS, TrainingSettings.MOST_FOLDS),
            form.integer("ensemble", 1, TrainingSettings.MOST_MEMBERS),
            form.integer("seed", 0, Integer.MAX_VALUE)),
        null);
  }

  private static @Nullable Integer optional(PostedForm form, String field, int least, int most) {
    return form.raw(field).isBlank() ? null : Integer.valueOf(form.integer(field, least, most));
  }

  private static String loss(PostedForm form) {
    String loss = form.text("loss", 1, LONGEST_LOSS);
    try {
      PairLoss parsed = LossNames.parse(loss);
      parsed
          .needing(Need.RATINGS)
          .ifPresent(part -> form.wrong("loss", "training.policy.loss-ratings", part.name()));
      parsed
          .needing(Need.STRENGTHS)
          .ifPresent(part -> form.wrong("loss", "training.policy.loss-strengths", part.name()));
    } catch (IllegalArgumentException e) {
      form.wrong("loss", "training.policy.loss-wrong", LossNames.OF_VOTES);
    }
    return loss;
  }

  /** As the form sends them. */
  private static Map<String, String> values(TrainingPolicy policy) {
    TrainingSettings settings = policy.settings();
    Map<String, String> values = new HashMap<>();
    values.put("every_votes", policy.everyVotes() == null ? "" : policy.everyVotes().toString());
    values.put(
        "every_minutes", policy.everyMinutes() == null ? "" : policy.everyMinutes().toString());
    if (policy.promotes()) {
      values.put("promotes", "on");
    }
    values.put("encoder", settings.encoder());
    values.put("head", settings.head());
    values.put("loss", settings.loss());
    values.put("folds", Integer.toString(settings.folds()));
    values.put("ensemble", Integer.toString(settings.ensemble()));
    values.put("seed", Long.toString(settings.seed()));
    return values;
  }
}
