package dev.agon.server;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Counts over the source text of main code, and says the figures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceFiguresTest {
  private static final int MOST_FILES = 25;
  private static final int MOST_LINES = 350;
  private static final int MOST_NESTED = 2;
  private static final int SAME_LINES = 12;

  /** A row of a board has the same columns in mathematics and in the server's document. */
  private static final Set<String> SAME_COLUMNS = Set.of("Board", "Standing");

  /** Text blocks, strings, characters and comments. */
  private static final Pattern NO_CODE =
      Pattern.compile(
          "\"\"\"[\\s\\S]*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)++'"
              + "|/\\*[\\s\\S]*?\\*/|//[^\\n]*");

  private static final Pattern ENDS_ONLY = Pattern.compile("[\\])};,]+");

  private record Source(String name, String folder, String text) {
    long lines() {
      return text.lines().count();
    }
  }

  private final List<Source> sources = new ArrayList<>();
  private final List<String> figures = new ArrayList<>();

  @BeforeAll
  void read() throws IOException {
    Path home = Path.of(System.getProperty("agon.home"));
    for (String module : List.of("models", "server")) {
      try (Stream<Path> files = Files.walk(home.resolve(module + "/src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          if (!name.equals("package-info")) {
            sources.add(new Source(name, folderOf(file), Files.readString(file)));
          }
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(500);
  }

  @AfterAll
  void say() {
    System.out.println("main code: " + String.join("; ", figures));
  }

  @Test
  void no_package_holds_more_files_than_one_can_see() {
    Map<String, Integer> packages = new TreeMap<>();
    sources.forEach(source -> packages.merge(source.folder, 1, Integer::sum));
    figures.add(
        "%d packages, %d files in the largest, %d in the median"
            .formatted(packages.size(), sorted(packages).getLast(), median(sorted(packages))));
    packages.values().removeIf(files -> files <= MOST_FILES);

    assertThat(packages).as("packages of more than %d files", MOST_FILES).isEmpty();
  }

  @Test
  void no_file_is_longer_than_one_reads_at_a_sitting() {
    Source longest = sources.stream().max(Comparator.comparingLong(Source::lines)).orElseThrow();
    figures.add(
        "%d files, %d lines in the longest (%s), %d in the median"
            .formatted(
                sources.size(),
                longest.lines(),
                longest.name,
                median(sources.stream().map(source -> (int) source.lines()).sorted().toList())));

    assertThat(longest.lines()).as(longest.name).isLessThanOrEqualTo(MOST_LINES);
  }

  @Test
  void no_two_classes_have_one_name() {
    Map<String, List<Source>> twice =
        new TreeMap<>(sources.stream().collect(groupingBy(s -> s.name)));
    twice.values().removeIf(same -> same.size() == 1);
    figures.add("%d names of classes stand twice".formatted(twice.size()));

    assertThat(twice.keySet()).as("names that stand twice").isEmpty();
  }

  @Test
  void no_two_places_share_a_dozen_lines() {
    Map<List<String>, String> seen = new HashMap<>();
    Set<Set<String>> shared = new TreeSet<>(Comparator.comparing(Set::toString));
    for (Source source : sources) {
      List<String> lines =
          source
              .text
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !ENDS_ONLY.matcher(line).matches())
              .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
              .toList();
      for (int i = 0; i + SAME_LINES <= lines.size(); i++) {
        String before = seen.putIfAbsent(lines.subList(i, i + SAME_LINES), source.name);
        if (before != null) {
          shared.add(new TreeSet<>(List.of(before, source.name)));
        }
      }
    }
    figures.add("%d pairs of files share %d lines".formatted(shared.size(), SAME_LINES));
    shared.remove(new TreeSet<>(SAME_COLUMNS));

    assertThat(shared).as("places with %d same lines", SAME_LINES).isEmpty();
  }

  @Test
  void no_handler_nests_composes_deeply() {
    Map<String, Integer> depths = new TreeMap<>();
    sources.forEach(source -> depths.put(source.name, nested(source.text)));
    figures.add("composes nest %d deep at the most".formatted(sorted(depths).getLast()));
    depths.values().removeIf(depth -> depth <= MOST_NESTED);

    assertThat(depths.keySet()).as("composes nested deeper").isEmpty();
  }

  private static String folderOf(Path file) {
    return Objects.requireNonNull(file.getParent()).toString();
  }

  /** How many calls of compose lie within each other. */
  private static int nested(String text) {
    String code = NO_CODE.matcher(text).replaceAll(" ");
    Deque<Boolean> open = new ArrayDeque<>();
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < code.length(); i++) {
      if (code.charAt(i) == '(') {
        boolean compose = code.startsWith(".compose", Math.max(0, i - ".compose".length()));
        open.push(compose);
        depth += compose ? 1 : 0;
        deepest = Math.max(deepest, depth);
      } else if (code.charAt(i) == ')') {
        depth -= open.pop() ? 1 : 0;
      }
    }
    return deepest;
  }

  private static List<Integer> sorted(Map<String, Integer> counts) {
    return counts.values().stream().sorted().toList();
  }

  private static int median(List<Integer> sorted) {
    return sorted.get(sorted.size() / 2);
  }
}
