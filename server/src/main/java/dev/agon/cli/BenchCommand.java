package dev.agon.cli;

import dev.agon.cli.bench.BenchFaultsCommand;
import dev.agon.cli.bench.BenchTrainCommand;
import dev.agon.cli.bench.BenchVotesCommand;
import picocli.CommandLine.Command;

/** {@code agon bench}: measures this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchRankCommand.class,
      BenchVotesCommand.class,
      BenchFaultsCommand.class,
      BenchTrainCommand.class
    },
    description = "Measures how fast parts of Agon are on this machine.")
final class BenchCommand {}
