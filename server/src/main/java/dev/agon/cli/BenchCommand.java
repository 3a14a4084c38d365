package dev.agon.cli;

import picocli.CommandLine.Command;

/** {@code agon bench}: measures this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {BenchRankCommand.class},
    description = "Measures how fast parts of Agon are on this machine.")
final class BenchCommand {}
