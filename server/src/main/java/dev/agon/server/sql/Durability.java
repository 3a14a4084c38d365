package dev.agon.server.sql;

import java.util.ArrayList;
import java.util.List;

/** Whether an embedded server keeps what it has acknowledged through a crash. */
enum Durability {
  /** For data: a commit is on the disk before it is acknowledged. */
  DURABLE("on"),
  /** For tests: quick, and lost with the machine. */
  THROWAWAY("off");

  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "max_connections=100",
          "shared_buffers=256MB",
          "max_wal_size=2GB",
          "jit=off",
          "timezone=UTC",
          "log_timezone=UTC",
          "log_line_prefix=%m [%p] ");

  private static final List<String> SAFEGUARDS =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final String safeguards;

  Durability(String safeguards) {
    this.safeguards = safeguards;
  }

  /** All settings of the server as arguments of its program. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    SETTINGS.forEach(setting -> arguments.addAll(List.of("-c", setting)));
    SAFEGUARDS.forEach(name -> arguments.addAll(List.of("-c", name + "=" + safeguards)));
    return arguments;
  }
}
