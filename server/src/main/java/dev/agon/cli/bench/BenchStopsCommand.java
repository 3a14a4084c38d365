package dev.agon.cli.bench;

import dev.agon.table.Count;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code agon bench stops}: web processes are stopped in turn behind haproxy while clients vote.
 */
@Command(
    name = "stops",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets clients vote through haproxy at two web processes that are told to stop (SIGTERM) in turn",
      "and started again, as an update does. A process must say that it is not ready before it goes,",
      "no request may be cut or refused, and every receipt must have its row. Needs haproxy on the",
      "PATH. Exit code 1 when a promise broke."
    })
public final class BenchStopsCommand implements Callable<Integer> {
  @Option(
      names = "--clients",
      defaultValue = "200",
      description = "Clients at a time (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--stops",
      defaultValue = "6",
      description = "Processes to stop (default: ${DEFAULT-VALUE}).")
  private int stops;

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      defaultValue = "4",
      description =
          "Between \"not ready\" and the end of taking requests (default: ${DEFAULT-VALUE}).")
  private int drain;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Of what clients do (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!Balancer.isThere()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "needs haproxy on the PATH (Debian: apt-get install haproxy)");
    }
    FaultsRun.Report report =
        new StopsRun(clients, stops, drain, seed, json ? line -> {} : System.out::println).run();
    if (json) {
      System.out.println(report.toJson().put("stops", report.kills()).encode());
    } else {
      System.out.printf(
          "%s, %s, %d standing, snapshot %d, %s, %.0f s: %s%n",
          Count.of(report.receipts(), "receipt"),
          Count.of(report.rows(), "row"),
          report.standing(),
          report.watermark(),
          Count.of(report.kills(), "stop"),
          report.seconds(),
          report.broken().isEmpty() ? "every promise held" : "BROKEN");
      report.broken().stream().limit(20).forEach(b -> System.out.println("  " + b));
    }
    return report.broken().isEmpty() ? 0 : 1;
  }
}
