package dev.agon.cli.bench;

import dev.agon.server.sql.DatabaseAddress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a bare single-row INSERT costs on the same server: pgbench, where it is installed. */
final class BareInsert {
  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
  private static final int MOST_CLIENTS = 64;

  private final DatabaseAddress database;
  private final @Nullable Path pgbench;

  BareInsert(DatabaseAddress database) {
    this.database = database;
    this.pgbench = find();
  }

  /** Inserts a second, committed one by one; empty without pgbench. */
  OptionalDouble perSecond(int clients, int seconds) throws IOException, InterruptedException {
    if (pgbench == null) {
      return OptionalDouble.empty();
    }
    Path script = Files.createTempFile("agon-bare-insert", ".sql");
    try {
      Files.writeString(
          script,
          "insert into bare_vote (study, place, annotator, outcome) values (1, 2, 3, 1);\n");
      int used = Math.min(clients, MOST_CLIENTS);
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  pgbench.toString(),
                  "-h",
                  database.host(),
                  "-p",
                  Integer.toString(database.port()),
                  "-U",
                  database.user(),
                  "-n",
                  "-M",
                  "prepared",
                  "-c",
                  Integer.toString(used),
                  "-j",
                  Integer.toString(Math.min(used, 2)),
                  "-T",
                  Integer.toString(seconds),
                  "-f",
                  script.toString(),
                  database.database()));
      String password = database.password();
      if (password != null) {
        builder.environment().put("PGPASSWORD", password);
      }
      Process process = builder.redirectErrorStream(true).start();
      String output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      process.waitFor();
      Matcher matcher = TPS.matcher(output);
      return matcher.find()
          ? OptionalDouble.of(Double.parseDouble(matcher.group(1)))
          : OptionalDouble.empty();
    } finally {
      Files.delete(script);
    }
  }

  private static @Nullable Path find() {
    List<Path> candidates = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      candidates.add(Path.of(folder, "pgbench"));
    }
    Path debian = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(debian)) {
      try (Stream<Path> versions = Files.list(debian)) {
        versions.map(v -> v.resolve("bin/pgbench")).forEach(candidates::add);
      } catch (IOException e) {
        return null;
      }
    }
    return candidates.stream().filter(Files::isExecutable).findFirst().orElse(null);
  }
}
