package dev.agon.server.exchange;

import java.util.Map;

/**
 * One record of a file: its cells by column name.
 *
 * @param line where it starts, from 1
 */
record Row(long line, Map<String, Cell> cells) {}
