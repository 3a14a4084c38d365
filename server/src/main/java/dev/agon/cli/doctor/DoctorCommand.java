package dev.agon.cli.doctor;

import dev.agon.cli.input.DatabaseOptions;
import dev.agon.server.sql.Database;
import dev.agon.server.sql.DatabaseException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code agon doctor}: what is here, what is missing, and what to do about it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks at the JDK, processor, memory, GPU and the libraries it needs, TensorFlow, database,",
      "ports and disk, and says what to do. Changes nothing, but starts an embedded database that",
      "is there and not running. Exit code 1 where something does not work."
    })
public final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "The address to serve on (default: ${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = "--port",
      split = ",",
      defaultValue = "8080,5701",
      description = "Ports to look at (default: the web's 8080 and a cluster's 5701).")
  private List<Integer> ports = List.of();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>(MachineCheck.findings());
    findings.addAll(GpuCheck.findings());
    findings.add(database());
    for (int port : ports) {
      findings.add(PortCheck.of(host, port));
    }
    findings.addAll(DiskCheck.findings(database.data()));
    boolean works = findings.stream().noneMatch(f -> f.state() == Finding.State.PROBLEM);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonArray all = new JsonArray();
      findings.forEach(finding -> all.add(finding.toJson()));
      out.println(new JsonObject().put("works", works).put("findings", all).encodePrettily());
    } else {
      print(out, findings);
    }
    out.flush();
    return works ? 0 : 1;
  }

  private Finding database() {
    if (database.isNew()) {
      return Finding.ok(
          "database", "none yet: the first start makes one in " + database.data().toAbsolutePath());
    }
    try (Database joined = database.joinExisting()) {
      return DoctorStore.about(joined.address());
    } catch (DatabaseException e) {
      return Finding.problem("database", String.valueOf(e.getMessage()), "see the message");
    }
  }

  private static void print(PrintWriter out, List<Finding> findings) {
    for (Finding finding : findings) {
      out.printf(
          "%-8s %-17s %s%n",
          finding.state().name().toLowerCase(Locale.ROOT), finding.subject(), finding.found());
      if (!finding.advice().isEmpty()) {
        out.printf("%-8s %-17s -> %s%n", "", "", finding.advice());
      }
    }
  }
}
