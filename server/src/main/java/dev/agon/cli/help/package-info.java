/** What agon says to whoever asks for help or errs in a command line. */
package dev.agon.cli.help;
