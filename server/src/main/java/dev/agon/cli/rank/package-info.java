/** Commands that rank votes from files, measure agreement, simulate votes, and time it all. */
package dev.agon.cli.rank;
