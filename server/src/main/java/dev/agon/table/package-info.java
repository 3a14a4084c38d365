/**
 * Tables in files: CSV, TSV, JSON arrays and lines, gzipped or not, read by every command alike.
 */
package dev.agon.table;
