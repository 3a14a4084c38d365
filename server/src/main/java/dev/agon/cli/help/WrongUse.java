package dev.agon.cli.help;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is told of a command line that cannot be understood: one sentence, with what was probably
 * meant, and where the options are listed. Whoever names no command is shown which there are.
 */
public final class WrongUse implements IParameterExceptionHandler {
  /** How values are called by those who have never seen Java. */
  private static final Map<String, String> WORDS =
      Map.of(
          "is not an int", "is not a whole number",
          "is not a long", "is not a whole number",
          "is not a double", "is not a number");

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    if (String.valueOf(wrong.getMessage()).startsWith("Missing required subcommand")) {
      command.usage(command.getErr());
      return ExitCode.USAGE;
    }
    String name = command.getCommandSpec().qualifiedName();
    boolean hasCommands = !command.getSubcommands().isEmpty();
    command
        .getErr()
        .println(
            "%s: %s; '%s --help' lists the %s"
                .formatted(name, sentence(wrong), name, hasCommands ? "commands" : "options"));
    return ExitCode.USAGE;
  }

  private static String sentence(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, command);
    }
    String text = String.valueOf(wrong.getMessage()).strip().replaceAll("\\s+", " ");
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      text = text.replace(word.getKey(), word.getValue());
    }
    return text.substring(0, 1).toLowerCase(Locale.ROOT)
        + text.substring(1).replaceFirst("\\.$", "");
  }

  private static String unmatched(UnmatchedArgumentException wrong, CommandLine command) {
    String word = wrong.getUnmatched().isEmpty() ? "" : wrong.getUnmatched().getFirst();
    String text =
        wrong.isUnknownOption()
            ? "there is no option '" + word + "'"
            : command.getSubcommands().isEmpty()
                ? "'" + word + "' is one argument too many"
                : "there is no command '" + word + "'";
    List<String> near =
        Suggestions.to(
            word.replaceFirst("=.*", ""),
            wrong.isUnknownOption()
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet());
    return near.isEmpty() ? text : text + "; did you mean " + String.join(" or ", near) + "?";
  }
}
