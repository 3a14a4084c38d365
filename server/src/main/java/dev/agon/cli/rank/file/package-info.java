/** Files of votes, by the columns that commands are told. */
package dev.agon.cli.rank.file;
