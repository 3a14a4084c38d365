package dev.agon.cli;

import dev.agon.cli.bench.BenchFaultsCommand;
import dev.agon.cli.bench.BenchStopsCommand;
import dev.agon.cli.bench.BenchTrainCommand;
import dev.agon.cli.bench.BenchVotesCommand;
import dev.agon.cli.rank.PairingCommand;
import dev.agon.cli.rank.bench.BenchRankCommand;
import dev.agon.cli.rank.bench.CoverageCommand;
import picocli.CommandLine.Command;

/** {@code agon bench}: measures this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchRankCommand.class,
      CoverageCommand.class,
      PairingCommand.class,
      BenchVotesCommand.class,
      BenchFaultsCommand.class,
      BenchStopsCommand.class,
      BenchTrainCommand.class
    },
    description = "Measures how fast parts of Agon are on this machine.")
final class BenchCommand {}
