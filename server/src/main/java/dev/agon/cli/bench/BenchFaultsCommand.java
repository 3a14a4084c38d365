package dev.agon.cli.bench;

import dev.agon.table.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code agon bench faults}: restless clients while processes are killed, then a strict audit. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets clients vote that retry, repeat, revise from two tabs, undo, skip and leave, kills web",
      "server, ranker and Postgres (kill -9) at random with requests in flight, and then compares",
      "every receipt with the rows, and the board with the votes. Exit code 1 when a promise broke."
    })
public final class BenchFaultsCommand implements Callable<Integer> {
  @Option(
      names = "--votes",
      defaultValue = "50000",
      description = "Receipts to collect at least (default: ${DEFAULT-VALUE}).")
  private long votes;

  @Option(
      names = "--clients",
      defaultValue = "200",
      description = "Clients at a time (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--kills",
      defaultValue = "20",
      description = "Processes to kill (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seeds",
      split = ",",
      defaultValue = "1,2,3",
      description = "One run per seed (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds = List.of();

  @Option(names = "--json", description = "Print one JSON document per run.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<String> broken = new ArrayList<>();
    for (long seed : seeds) {
      FaultsRun.Report report =
          new FaultsRun(votes, clients, kills, seed, json ? line -> {} : System.out::println).run();
      broken.addAll(report.broken());
      if (json) {
        System.out.println(report.toJson().encode());
      } else {
        print(seed, report);
      }
    }
    return broken.isEmpty() ? 0 : 1;
  }

  private static void print(long seed, FaultsRun.Report report) {
    System.out.printf(
        "seed %d: %s, %s, %d standing, snapshot %d, %s, %s," + " %s lost, %.0f s: %s%n",
        seed,
        Count.of(report.receipts(), "receipt"),
        Count.of(report.rows(), "row"),
        report.standing(),
        report.watermark(),
        Count.of(report.kills(), "kill"),
        Count.of(report.retries(), "retry", "retries"),
        Count.of(report.leasesLost(), "lease"),
        report.seconds(),
        report.broken().isEmpty() ? "every promise held" : "BROKEN");
    report.broken().stream().limit(20).forEach(b -> System.out.println("  " + b));
  }
}
