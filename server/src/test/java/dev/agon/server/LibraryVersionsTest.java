package dev.agon.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.vertx.core.http.HttpServerOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LibraryVersionsTest {
  private static final Path HOME = Path.of(System.getProperty("agon.home"));
  private static final Pattern NETTY =
      Pattern.compile("netty-[a-z0-9_-]+-(\\d+\\.\\d+\\.\\d+\\.Final)(-[a-z0-9_-]+)?\\.jar");

  @Test
  void all_of_netty_is_of_one_version_native_transport_included() {
    List<MatchResult> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).getFileName().toString())
            .flatMap(name -> NETTY.matcher(name).results())
            .toList();

    assertThat(jars).hasSizeGreaterThan(10);
    assertThat(jars).anySatisfy(jar -> assertThat(jar.group(2)).isEqualTo("-linux-x86_64"));
    assertThat(jars.stream().map(jar -> jar.group(1)).distinct()).hasSize(1);
  }

  @Test
  void the_build_refuses_just_the_versions_that_the_documentation_lists() throws IOException {
    List<String> refused =
        matches("pom.xml", "<exclude>([^:<]+:[^:<]+):\\(,([0-9.]+)\\)</exclude>");
    List<String> listed = matches("docs/security.md", "(?m)^\\| `([^`]+)` \\| ([0-9.]+) \\|");

    assertThat(refused).hasSizeGreaterThan(8);
    assertThat(listed).isEqualTo(refused);
  }

  @Test
  void no_server_of_ours_ends_tls() {
    ArchRuleDefinition.noClasses()
        .should()
        .callMethod(HttpServerOptions.class, "setSsl", boolean.class)
        .orShould()
        .callMethod(HttpServerOptions.class, "setSni", boolean.class)
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.agon"));
  }

  private static List<String> matches(String file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(HOME.resolve(file)))
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .toList();
  }
}
