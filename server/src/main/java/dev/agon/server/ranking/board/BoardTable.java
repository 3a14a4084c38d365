package dev.agon.server.ranking.board;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.StoredBoard;
import dev.agon.server.ranking.slice.BoardChoice;
import dev.agon.table.SpreadsheetText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A board as a table for spreadsheets. */
final class BoardTable {
  private static final List<String> COLUMNS =
      List.of(
          "rank_low",
          "rank_high",
          "item",
          "rating",
          "low",
          "high",
          "se",
          "log_strength",
          "votes",
          "wins",
          "losses",
          "ties",
          "both_bad",
          "annotators",
          "votes_person",
          "votes_machine",
          "votes_simulated",
          "preliminary",
          "status",
          "too_few_annotators");

  private BoardTable() {}

  /** With a header line; text that a spreadsheet would take for a formula starts with a quote. */
  static String csv(BoardStudy study, BoardChoice choice, StoredBoard.Found found) {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
    csv.writeRecord(COLUMNS);
    if (found.board().isPresent()) {
      Board board = choice.of(found.board().get());
      for (Board.Item item : board.items()) {
        String name = found.generators().getOrDefault(item.generator(), "");
        csv.writeRecord(cells(study, board, item, name));
      }
    }
    flush(csv);
    return text.toString();
  }

  private static void flush(CsvWriter csv) {
    try {
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(BoardStudy study, Board board, Board.Item item, String name) {
    List<Object> cells =
        List.of(
            item.rankLow(),
            item.rankHigh(),
            SpreadsheetText.of(name),
            item.rating(),
            cell(item.low()),
            cell(item.high()),
            cell(item.se()),
            item.logStrength(),
            item.votes(),
            item.wins(),
            item.losses(),
            item.ties(),
            item.bothBad(),
            item.annotators(),
            item.kinds().person(),
            item.kinds().machine(),
            item.kinds().simulated(),
            item.votes() < study.preliminaryBelow(),
            Objects.requireNonNullElse(item.reliance(), ""),
            board.tooFewAnnotators());
    List<String> texts = new ArrayList<>();
    cells.forEach(cell -> texts.add(cell.toString()));
    return texts;
  }

  private static Object cell(double figure) {
    return Double.isFinite(figure) ? (Object) figure : "";
  }
}
