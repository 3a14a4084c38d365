package dev.agon.cli;

import dev.agon.cli.demo.DemoStore;
import dev.agon.server.Main;
import java.util.Locale;

/** What the demo prints when it serves. */
final class DemoLinks {
  private DemoLinks() {}

  static void print(Main main, DemoStore.Found study, double perMinute, String adminLink) {
    System.out.println();
    System.out.println("Agon serves a sample study. Open:");
    System.out.println("  the board, moving   " + main.config().url("/studies/demo/board"));
    System.out.println("  vote yourself       " + main.config().url("/join/" + study.joinCode()));
    System.out.println("  administer it       " + adminLink);
    System.out.println();
    System.out.println(
        perMinute > 0
            ? String.format(
                Locale.ROOT,
                "A simulated crowd casts %.0f %s per minute (--pace N). Ctrl-C ends it.",
                perMinute,
                Math.round(perMinute) == 1 ? "vote" : "votes")
            : "No simulated crowd votes. Ctrl-C ends it.");
  }
}
