package dev.agon.tests.figures;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Published data beside the project, which need not be there. */
public final class SharedData {
  private SharedData() {}

  /**
   * A folder of it: under the environment's AGON_SHARED_DATA, else under {@code ../shared/data} of
   * the project. Prints the reason when there is none.
   */
  public static Optional<Path> folder(String name) {
    String given = System.getenv("AGON_SHARED_DATA");
    Path data =
        given == null
            ? Path.of(System.getProperty("agon.home", ".")).resolve("../shared/data")
            : Path.of(given);
    Path folder = data.resolve(name).normalize();
    if (Files.isDirectory(folder)) {
      return Optional.of(folder);
    }
    System.out.println("figures not checked: no published data at " + folder);
    return Optional.empty();
  }
}
