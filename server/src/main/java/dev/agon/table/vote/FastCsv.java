package dev.agon.table.vote;

import dev.agon.preference.Names;
import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.table.CsvRows;
import dev.agon.table.Winners;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Reads large, plain CSV files of votes on all processors: ASCII, no quotation marks, no weights or
 * further columns. Whatever is not so, and whatever is wrong, is left to {@link VoteTableBuilder},
 * which tells where.
 */
final class FastCsv {
  private static final long LARGE = 1 << 20;
  private static final int LONGEST_HEADER = 1 << 14;

  private final Path file;
  private final VoteColumns columns;
  private final FastWinners winners;

  FastCsv(Path file, VoteColumns columns, Winners winners) {
    this.file = file;
    this.columns = columns;
    this.winners = new FastWinners(winners);
  }

  /** The votes, or nothing when the file is not of the kind. */
  Optional<VoteFile> read() {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean simple =
        columns.winner() != null
            && columns.weight() == null
            && columns.extras().isEmpty()
            && columns.optional().isEmpty()
            && columns.only().isEmpty();
    if (!simple || name.endsWith(".gz") || name.endsWith("json") || name.endsWith("jsonl")) {
      return Optional.empty();
    }
    try {
      return Files.isRegularFile(file) && Files.size(file) >= LARGE ? parse() : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Optional<VoteFile> parse() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      byte[] head = new byte[LONGEST_HEADER];
      int read = channel.read(ByteBuffer.wrap(head), 0);
      int end = 0;
      while (end < read && head[end] != '\n') {
        end++;
      }
      String header = new String(head, 0, end, StandardCharsets.UTF_8).stripTrailing();
      char separator = CsvRows.separator(header);
      List<String> names = List.of(header.split(String.valueOf(separator), -1));
      int[] places = places(header, names);
      if (end == read || places.length == 0) {
        return Optional.empty();
      }
      long from = end + 1L;
      int parts = Runtime.getRuntime().availableProcessors();
      long each = (channel.size() - from) / parts + 1;
      boolean keyed = !columns.all().containsAll(names);
      FastCsvPart[] rows =
          IntStream.range(0, parts)
              .parallel()
              .mapToObj(
                  part ->
                      new FastCsvPart(
                              channel,
                              places,
                              separator,
                              winners,
                              from,
                              from + part * each,
                              each,
                              keyed)
                          .read())
              .toArray(FastCsvPart[]::new);
      return Arrays.stream(rows).allMatch(FastCsvPart::plain)
          ? Optional.of(joined(rows, keyed, columns.tellsApart(names)))
          : Optional.empty();
    }
  }

  /** The fields of left, right, winner, annotator and comparison (-1 for none), and the number. */
  private int[] places(String header, List<String> names) {
    int[] places = {
      names.indexOf(columns.left()),
      names.indexOf(columns.right()),
      names.indexOf(columns.winner()),
      columns.annotator() == null ? -1 : names.indexOf(columns.annotator()),
      columns.comparison() == null ? -1 : names.indexOf(columns.comparison()),
      names.size()
    };
    boolean found =
        places[0] >= 0
            && places[1] >= 0
            && places[2] >= 0
            && (columns.annotator() == null || places[3] >= 0)
            && (columns.comparison() == null || places[4] >= 0)
            && !header.contains("\"")
            && names.stream().allMatch(name -> name.equals(name.strip()))
            && names.stream().distinct().count() == names.size()
            && header.chars().allMatch(c -> c < 128);
    return found ? places : new int[0];
  }

  private VoteFile joined(FastCsvPart[] parts, boolean keyed, boolean toldApart) {
    Names items = new Names();
    Names annotators = new Names();
    int[][] item = numbers(parts, part -> part.items, items);
    int[][] who = numbers(parts, part -> part.annotators, annotators);
    int[][] comparison = comparisons(parts);
    long rows = Arrays.stream(parts).mapToLong(part -> part.rows).sum();
    VoteTable table = new VoteTable(Math.toIntExact(rows));
    long[] keys = new long[Math.toIntExact(rows)];
    int at = 0;
    for (int p = 0; p < parts.length; p++) {
      FastCsvPart part = parts[p];
      for (int row = 0; row < part.rows; row++) {
        int annotator = part.annotator[row];
        table.add(
            item[p][part.first[row]],
            item[p][part.second[row]],
            Outcome.of(part.outcome[row]),
            1,
            annotator < 0 ? VoteTable.NONE : who[p][annotator],
            part.comparison[row] < 0 ? VoteTable.NONE : comparison[p][part.comparison[row]]);
        keys[at] = keyed ? part.keys[row] : key(table, at);
        at++;
      }
      part.forget();
    }
    long self = Arrays.stream(parts).mapToLong(part -> part.self).sum();
    Copies copies = rows == 0 ? Copies.NONE : Copies.of(keys, toldApart);
    VoteReading reading = new VoteReading(rows + self, self, 0, 0, 0, copies);
    return new VoteFile(table, items, annotators, List.of(), List.of(), reading);
  }

  private static long key(VoteTable table, int row) {
    long pair = (long) table.first(row) << 32 | table.second(row) << 3 | table.outcomeCode(row);
    long who = (long) table.annotator(row) << 32 | (table.comparison(row) & 0xffffffffL);
    return NameBytes.mixed(NameBytes.mixed(pair) ^ who);
  }

  /** Every part's numbers of comparisons as the first part's, which learns the others' names. */
  private static int[][] comparisons(FastCsvPart[] parts) {
    NameBytes all = parts[0].comparisons;
    int[][] numbers = new int[parts.length][];
    for (int p = 0; p < parts.length; p++) {
      NameBytes known = parts[p].comparisons;
      numbers[p] = new int[known.size()];
      for (int i = 0; i < numbers[p].length; i++) {
        numbers[p][i] = p == 0 ? i : known.numberIn(all, i);
      }
    }
    return numbers;
  }

  /** Every part's numbers of names as numbers by the first use in the whole file. */
  private static int[][] numbers(
      FastCsvPart[] parts, Function<FastCsvPart, NameBytes> names, Names joined) {
    TreeMap<Long, String> order = new TreeMap<>(Comparator.naturalOrder());
    for (FastCsvPart part : parts) {
      NameBytes known = names.apply(part);
      for (int i = 0; i < known.size(); i++) {
        order.put(known.firstUse(i), known.name(i));
      }
    }
    order.values().forEach(joined::number);
    int[][] numbers = new int[parts.length][];
    for (int p = 0; p < parts.length; p++) {
      NameBytes known = names.apply(parts[p]);
      numbers[p] =
          IntStream.range(0, known.size()).map(i -> joined.number(known.name(i))).toArray();
    }
    return numbers;
  }
}
