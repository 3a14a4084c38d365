package dev.agon.server.exchange.rows;

/**
 * Where something stands in the files of an import.
 *
 * @param file the file's index
 * @param line from 1
 * @param column from 1, 0 when it is not known
 */
public record FilePosition(int file, long line, int column) {}
