/** The command that runs an analysis on a file or a study. */
@org.jspecify.annotations.NullMarked
package dev.agon.cli.analyse;
