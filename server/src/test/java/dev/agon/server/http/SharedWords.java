package dev.agon.server.http;

import java.util.Set;

/** Keys whose texts are rightly the same in English and another language. */
final class SharedWords {
  private SharedWords() {}

  /** Names and signs that are the same in all languages. */
  static final Set<String> NAMES =
      Set.of(
          "board.method-name.bradley-terry",
          "training.loss.bradley-terry",
          "board.method-name.davidson",
          "board.method-name.elo",
          "board.method-name.plackett-luce",
          "board.method-name.rao-kupper",
          "board.json",
          "seat.progress.count",
          "site.name",
          "training.nll",
          "training.what.nll");

  static final Set<String> GERMAN =
      Set.of(
          "job.kind.export",
          "job.kind.import",
          "job.kind.training",
          "study.choice.blinding.blind",
          "board.generator",
          "board.live",
          "login.name",
          "nav.tokens",
          "seat.prompt",
          "study.crowd.search",
          "study.field.name",
          "study.job.fault.message",
          "study.machines.name",
          "study.new.name",
          "study.prompts",
          "study.reports.prompt",
          "study.tab.data",
          "study.version",
          "study.version-is",
          "tokens.name",
          "tokens.title",
          "training.ece",
          "training.generator",
          "training.head.linear",
          "training.policy.ensemble",
          "training.version",
          "training.version-n",
          "training.what.ece");

  static final Set<String> FRENCH =
      Set.of(
          "analysis.tab",
          "job.kind.export",
          "job.kind.import",
          "board.votes",
          "content.action",
          "content.assistant",
          "content.observation",
          "home.votes",
          "count.votes",
          "question.confidence.high",
          "seat.questions",
          "study.crowd.actions",
          "study.crowd.col.votes",
          "study.field.question",
          "study.kind.machine",
          "study.places",
          "study.settings.question",
          "study.tab.machines",
          "study.tab.questions",
          "study.version",
          "study.version-is",
          "study.choice.board_visibility.public",
          "study.votes",
          "study.what.places",
          "study.what.votes",
          "tokens.actions",
          "training.actions",
          "training.again.votes",
          "training.minutes",
          "training.policy.ensemble",
          "training.state.candidate",
          "training.version",
          "training.version-n");

  static final Set<String> NONE = Set.of();
}
