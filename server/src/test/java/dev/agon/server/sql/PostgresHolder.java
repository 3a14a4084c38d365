package dev.agon.server.sql;

import java.io.IOException;
import java.nio.file.Path;

/** A process that holds an embedded Postgres until it is killed. */
final class PostgresHolder {
  private PostgresHolder() {}

  /** Starts this class in a JVM of its own on a data folder, with a PATH. */
  static Process fork(Path folder, String path) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PostgresHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    java.environment().put("PATH", path);
    return java.start();
  }

  /** Prints the server's process id, port and password once it answers. */
  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]));
    DatabaseAddress address = server.address();
    System.out.println(server.pid() + " " + address.port() + " " + address.password());
    Thread.sleep(Long.MAX_VALUE);
  }
}
