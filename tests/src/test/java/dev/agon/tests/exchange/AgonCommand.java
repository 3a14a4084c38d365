package dev.agon.tests.exchange;

import dev.agon.server.sql.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What {@code agon ...} did in a JVM of its own. */
record AgonCommand(int code, String out, String err) {
  private static final Path HOME = Path.of(System.getProperty("agon.home"));

  /**
   * Runs a command on a database.
   *
   * @param folder for its output
   * @param heap the most memory that it may use for objects, as in {@code 64m}
   */
  static AgonCommand run(Path folder, String heap, DatabaseAddress database, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Files.readAllLines(HOME.resolve("cluster-config/jvm.options")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx" + heap, "-Dagon.home=" + HOME, "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("dev.agon.cli.Agon");
    command.addAll(List.of(arguments));
    command.addAll(List.of("--database", database.secretUrl()));
    Path out = Files.createTempFile(folder, "command", ".out");
    Path err = Files.createTempFile(folder, "command", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("it does not end: " + String.join(" ", arguments));
    }
    return new AgonCommand(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
