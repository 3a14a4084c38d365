/** What the ranking commands print and write. */
package dev.agon.cli.rank.report;
