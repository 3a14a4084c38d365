package dev.agon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is counted in the text of the sources rather than in classes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceShapeTest {
  private static final int DEEPEST = 2;
  private static final int MOST_LINES = 330;

  /** Text literals and comments, which may hold parentheses. */
  private static final Pattern TEXT =
      Pattern.compile(
          "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\])'|//[^\n]*|/\\*.*?\\*/",
          Pattern.DOTALL);

  private static final Pattern STEP = Pattern.compile("\\.compose\\(|\\(|\\)");

  private final Map<String, String> sources = new TreeMap<>();

  @BeforeAll
  void read() throws IOException {
    Path home = Path.of(System.getProperty("agon.home", "."));
    for (String module : List.of("models", "server")) {
      Path root = home.resolve(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.put(root.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(500);
  }

  private static int depth(String source) {
    Deque<Boolean> open = new ArrayDeque<>();
    int composes = 0;
    int deepest = 0;
    Matcher steps = STEP.matcher(TEXT.matcher(source).replaceAll(""));
    while (steps.find()) {
      if (steps.group().equals(")")) {
        composes -= open.pop() ? 1 : 0;
      } else {
        boolean compose = steps.group().length() > 1;
        open.push(compose);
        composes += compose ? 1 : 0;
        deepest = Math.max(deepest, composes);
      }
    }
    return deepest;
  }

  @Test
  void nesting_is_counted_as_it_reads() {
    assertThat(depth("a.compose(x -> b).compose(y -> c(\")\"))")).isEqualTo(1);
    assertThat(depth("a.compose(x -> b.compose(y -> c.compose(z -> d)))")).isEqualTo(3);
  }

  @Test
  void no_step_of_a_request_is_nested_in_more_than_one_other() {
    List<String> deep = new ArrayList<>();
    sources.forEach(
        (name, source) -> {
          if (depth(source) > DEEPEST) {
            deep.add(name + ": " + depth(source));
          }
        });
    assertThat(deep).as("composes nested more than %d deep", DEEPEST).isEmpty();
  }

  @Test
  void no_file_is_longer_than_one_can_keep_in_mind() {
    List<String> longer = new ArrayList<>();
    sources.forEach(
        (name, source) -> {
          if (source.lines().count() > MOST_LINES) {
            longer.add(name + ": " + source.lines().count());
          }
        });
    assertThat(longer).as("files of more than %d lines", MOST_LINES).isEmpty();
  }
}
