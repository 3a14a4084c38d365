package dev.agon.server.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts programs of Postgres as children that the kernel interrupts when the thread that started
 * them ends, however it ends, and never as root, which Postgres refuses.
 *
 * @param prefix the words in front of the program
 * @param owner the user id that the data must belong to
 */
record Launcher(List<String> prefix, int owner) {
  private static final int NOBODY = 65534;
  private static final List<String> END_WITH_PARENT = List.of("setpriv", "--pdeathsig", "INT");

  /** In a session of its own, so that Ctrl-C at the terminal reaches this process alone. */
  private static final String OWN_SESSION = "setsid";

  /**
   * Chooses how to run. Data that belong to somebody are run as that user; root's data in a user
   * namespace of their own where the kernel allows one, else as nobody.
   */
  static Launcher forOwner(int owner) {
    if (userId() != 0) {
      List<String> own = with(OWN_SESSION);
      return new Launcher(works(own) ? own : List.of(), userId());
    }
    if (owner == 0) {
      List<String> namespace = with(OWN_SESSION, "unshare", "-U");
      if (works(namespace)) {
        return new Launcher(namespace, 0);
      }
    }
    int user = owner == 0 ? NOBODY : owner;
    List<String> other = new ArrayList<>(with(OWN_SESSION));
    other.addAll(List.of("--reuid=" + user, "--regid=" + user, "--clear-groups"));
    if (!works(other)) {
      throw new DatabaseException(
          "Postgres must not run as root, and neither 'unshare -U' nor 'setpriv --reuid' works"
              + " here: run agon as an ordinary user or name a server with --database URL");
    }
    return new Launcher(other, user);
  }

  /** Whether the kernel ends the children when this process is gone. */
  boolean endsWithParent() {
    return !prefix.isEmpty();
  }

  ProcessBuilder process(List<String> command) {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("TZ"));
    return builder;
  }

  /** The effective user id of this process. */
  static int userId() {
    try {
      return owner(Path.of("/proc/self"));
    } catch (IOException _) {
      return -1;
    }
  }

  /** The user id that a file belongs to. */
  static int owner(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid");
  }

  /** Sends a signal, which the JDK can only do for two of them. */
  static void signal(String name, long pid) {
    run(List.of("sh", "-c", "kill -" + name + " " + pid));
  }

  private static List<String> with(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(END_WITH_PARENT);
    return List.copyOf(all);
  }

  private static boolean works(List<String> prefix) {
    List<String> probe = new ArrayList<>(prefix);
    probe.add("true");
    return run(probe);
  }

  /** Runs a small program of the system; whether it was there and succeeded. */
  static boolean run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
