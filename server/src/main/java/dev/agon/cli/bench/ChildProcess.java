package dev.agon.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An Agon process of its own that can be killed and started again. */
public final class ChildProcess implements AutoCloseable {
  private final Path log;
  private final List<String> command;
  private final Map<String, String> environment;
  private @Nullable Process process;

  /**
   * A process that is not started yet.
   *
   * @param log where its output is appended
   * @param environment variables beside this process' own, for example secrets
   * @param arguments of the command line, for example {@code serve --roles ranker}
   */
  public ChildProcess(Path log, Map<String, String> environment, String... arguments) {
    this.log = log;
    this.environment = Map.copyOf(environment);
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (flag.startsWith("--") || flag.startsWith("-Dagon.home")) {
        command.add(flag);
      }
    }
    command.add("-Dagon.home=" + System.getProperty("agon.home"));
    command.add(
        "-Dvertx.logger-delegate-factory-class-name="
            + "io.vertx.core.logging.SLF4JLogDelegateFactory");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.agon.cli.Agon");
    command.addAll(List.of(arguments));
  }

  /** Starts it, or starts it again. */
  public void start() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  /** The process id. */
  public long pid() {
    return running().pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Ends it as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    try {
      running().destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends a signal by its name, for example STOP. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot signal " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it has ended by itself; empty when it has not by then. */
  public OptionalInt exitCode(Duration patience) {
    try {
      return running().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
          ? OptionalInt.of(running().exitValue())
          : OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }
}
