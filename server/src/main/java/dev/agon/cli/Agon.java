package dev.agon.cli;

import dev.agon.cli.analyse.AnalyseCommand;
import dev.agon.cli.doctor.DoctorCommand;
import dev.agon.cli.help.HelpText;
import dev.agon.cli.help.Sentences;
import dev.agon.cli.help.WrongUse;
import dev.agon.cli.rank.AgreementCommand;
import dev.agon.cli.rank.RankCommand;
import dev.agon.cli.rank.RankingsCommand;
import dev.agon.cli.rank.SimulateCommand;
import dev.agon.cli.rank.WinRatesCommand;
import dev.agon.cli.reward.ScoreCommand;
import dev.agon.cli.reward.TrainCommand;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.TypeConversionException;

/** The command line: {@code agon COMMAND}. */
@Command(
    name = "agon",
    mixinStandardHelpOptions = true,
    version = "Agon 0.1.0",
    description = "Human comparisons, turned into rankings that can be trusted.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      AdminCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      RankCommand.class,
      RankingsCommand.class,
      WinRatesCommand.class,
      AgreementCommand.class,
      AnalyseCommand.class,
      SimulateCommand.class,
      TrainCommand.class,
      ScoreCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      MigrateCommand.class
    })
public final class Agon {
  private Agon() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Variables variables = new Variables(System.getenv(), arguments);
    CommandLine commands = commandLine().setDefaultValueProvider(variables);
    variables.slips(commands).forEach(slip -> System.err.println("agon: " + slip));
    int code = commands.execute(arguments);
    if (code == STAYS) {
      Shutdown.onlyBySignal();
    } else {
      System.exit(code);
    }
  }

  /** Exit code of a command that goes on serving after it has returned. */
  static final int STAYS = -1;

  /** All commands, for a program that calls them in its own process. */
  public static CommandLine commandLine() {
    CommandLine commands =
        new CommandLine(new Agon())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(new WrongUse())
            .setExecutionExceptionHandler(
                (failure, command, arguments) -> {
                  String sentence = Sentences.of(failure);
                  if (sentence == null) {
                    throw failure;
                  }
                  command.getErr().println("agon: " + sentence);
                  return ExitCode.USAGE;
                });
    HelpText.flow(commands);
    return commands.registerConverter(URI.class, Agon::url);
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new TypeConversionException("'" + text + "' is not a URL");
    }
  }
}
