package dev.agon.server.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A file {@code V<version>__<description>.sql}.
 *
 * @param version the digits, as Flyway writes them into its history
 * @param checksum Flyway's: the CRC-32 of the lines without their ends
 */
record MigrationFile(String version, int checksum) {
  private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");

  /** The files of a folder, oldest version first. */
  static List<MigrationFile> in(Path folder) throws IOException {
    List<MigrationFile> files = new ArrayList<>();
    try (var paths = Files.newDirectoryStream(folder, "V*.sql")) {
      for (Path path : paths) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (name.matches()) {
          files.add(new MigrationFile(name.group(1), checksum(path)));
        }
      }
    }
    files.sort(Comparator.comparing(file -> new BigInteger(file.version())));
    return files;
  }

  /** Checksums by version. */
  static Map<String, Integer> checksums(List<MigrationFile> files) {
    Map<String, Integer> checksums = new LinkedHashMap<>();
    files.forEach(file -> checksums.put(file.version(), file.checksum()));
    return checksums;
  }

  private static int checksum(Path path) throws IOException {
    CRC32 crc = new CRC32();
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        crc.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return (int) crc.getValue();
  }
}
