package dev.agon.cli;

import dev.agon.cli.help.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Options from the environment: {@code --public-url} may be given as {@code AGON_PUBLIC_URL}, and
 * as a file that holds the value, for secrets, by {@code AGON_PUBLIC_URL_FILE}. What stands on the
 * command line goes before.
 */
final class Variables implements IDefaultValueProvider {
  private static final String PREFIX = "AGON_";
  private static final String FILE = "_FILE";

  /** Those that are read elsewhere: by the launcher, the log and the cluster's files. */
  private static final Set<String> OTHERS =
      Set.of(
          "AGON_JAVA_HOME",
          "AGON_PROFILES",
          "AGON_JVM",
          "AGON_REQUEST_LOG",
          "AGON_CLUSTER_HOST",
          "AGON_CLUSTER_MEMBERS",
          "AGON_CLUSTER_NAME",
          "AGON_CLUSTER_PORT",
          "AGON_CLUSTER_PUBLIC",
          "AGON_CLUSTER_SERVICE");

  private final Map<String, String> environment;

  private final List<String> arguments;

  Variables(Map<String, String> environment, String... arguments) {
    this.environment = environment;
    this.arguments = List.of(arguments);
  }

  /** The name of an option's variable. */
  static String name(OptionSpec option) {
    return PREFIX
        + option.longestName().replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || isAsking(option) || isFlagGiven(option)) {
      return null;
    }
    String name = name(option);
    String value = environment.get(name);
    String file = environment.get(name + FILE);
    if (value != null && file != null) {
      throw wrong(option, name + " and " + name + FILE + " are both set: give one of them");
    }
    return file == null ? value : read(option, name + FILE, file);
  }

  /** {@code --help} and {@code --version} say something instead of doing something. */
  private static boolean isAsking(OptionSpec option) {
    return option.usageHelp() || option.versionHelp();
  }

  /** To picocli, a flag that is given means the opposite of its default. */
  private boolean isFlagGiven(OptionSpec option) {
    return option.arity().max() == 0
        && List.of(option.names()).stream().anyMatch(arguments::contains);
  }

  private static String read(OptionSpec option, String name, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw wrong(option, name + ": cannot read '" + file + "': " + e);
    }
  }

  private static ParameterException wrong(OptionSpec option, String sentence) {
    return new ParameterException(option.command().commandLine(), sentence);
  }

  /** A line for each variable that nobody reads and that is a slip away from one. */
  Iterable<String> slips(CommandLine commands) {
    Set<String> known = new TreeSet<>(OTHERS);
    collect(commands, known);
    return environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .sorted()
        .map(name -> slip(name, known))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> slip(String name, Set<String> known) {
    return Suggestions.slipsOf(name, known).stream()
        .findFirst()
        .map(near -> "nothing reads the variable %s; did you mean %s?".formatted(name, near));
  }

  private static void collect(CommandLine command, Set<String> known) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      known.add(name(option));
      known.add(name(option) + FILE);
    }
    command.getSubcommands().values().forEach(below -> collect(below, known));
  }
}
