package dev.agon.server.ranking.board;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.terms.TermFit;
import dev.agon.server.core.Criterion;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardMethod;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.SliceFit;
import dev.agon.server.ranking.StoredBoard;
import dev.agon.server.ranking.slice.BoardChoice;
import dev.agon.table.SpreadsheetText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A board as a document for programs and as a table for spreadsheets. */
final class BoardFile {
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

  private BoardFile() {}

  /** The hash of the votes up to a number. */
  record DataHash(String hash, long watermark) {}

  /**
   * The members are those of {@code agon rank --json}, and what a live board has besides.
   *
   * @param data the hash of the votes and up to which number it is; null where nobody can tell now
   */
  static JsonObject json(
      BoardStudy study, BoardChoice choice, StoredBoard.Found found, @Nullable DataHash data) {
    JsonObject document =
        new JsonObject()
            .put("study", study.slug())
            .put("name", study.name())
            .put("criterion", criterion(study, choice))
            .put("counted", choice.peopleOnly() ? "people" : "everyone")
            .put("watermark", found.version().watermark())
            .put("intervals_watermark", found.version().intervalsAt())
            .put("method_version", Leaderboard.VERSION)
            .put("data_hash", data == null ? null : data.hash())
            .put("data_watermark", data == null ? null : data.watermark());
    if (found.board().isEmpty()) {
      return document.put("method", study.method()).put("votes", 0).put("items", new JsonArray());
    }
    StoredBoard stored = found.board().get();
    Board board = choice.of(stored);
    boolean likelihood = BoardMethod.of(stored.method()).likelihood().isPresent();
    document
        .put("computed_at", stored.computedAt().toString())
        .put("method", stored.method())
        .put("votes", board.votes())
        .put("votes_by", board.kinds().toJson())
        .put("ties", board.ties())
        .put("both_bad", board.bothBad())
        .put("annotators", board.annotators())
        .put("comparisons", board.comparisons())
        .put("too_few_annotators", board.tooFewAnnotators());
    NoInterval reason = board.doubts().reason();
    if (reason != null) {
      document.put("interval_note", reason.sentence());
    }
    if (!board.doubts().groups().isEmpty()) {
      document.put("groups", groups(board, found));
    }
    if (likelihood) {
      document
          .put("nu", board.nu())
          .put("eta", board.eta())
          .put("log_likelihood", board.logLikelihood())
          .put("iterations", board.iterations())
          .put("prior_precision", board.prior());
    }
    stored.details().ifPresent(details -> details(document, details));
    JsonArray items = new JsonArray();
    for (Board.Item item : board.items()) {
      String name = found.generators().get(item.generator());
      JsonObject row = item(study, item, name, likelihood);
      int group = board.doubts().group(item.generator());
      items.add(group == 0 ? row : row.put("group", group));
    }
    return document.put("items", items);
  }

  private static JsonArray groups(Board board, StoredBoard.Found found) {
    JsonArray groups = new JsonArray();
    for (List<Long> group : board.doubts().groups()) {
      JsonArray names = new JsonArray();
      group.forEach(generator -> names.add(found.generators().get(generator)));
      groups.add(names);
    }
    return groups;
  }

  private static void details(JsonObject document, SliceFit.Details details) {
    if (details.rounds() > 0) {
      document.put("bootstrap", details.rounds());
    }
    if (!details.effects().isEmpty()) {
      JsonArray terms = new JsonArray();
      for (TermFit.Effect effect : details.effects()) {
        terms.add(
            new JsonObject()
                .put("term", effect.term())
                .put("effect", effect.value())
                .put("se", effect.se())
                .put("low", effect.low())
                .put("high", effect.high()));
      }
      document.put("terms", terms);
    }
  }

  private static JsonObject item(
      BoardStudy study, Board.Item item, @Nullable String name, boolean likelihood) {
    JsonObject document = new JsonObject().put("item", name).put("rating", item.rating());
    if (likelihood) {
      document.put("log_strength", item.logStrength());
    }
    return document
        .put("se", Board.known(item.se()))
        .put("low", Board.known(item.low()))
        .put("high", Board.known(item.high()))
        .put("rank_low", item.rankLow())
        .put("rank_high", item.rankHigh())
        .put("votes", item.votes())
        .put("wins", item.wins())
        .put("losses", item.losses())
        .put("ties", item.ties())
        .put("both_bad", item.bothBad())
        .put("annotators", item.annotators())
        .put("votes_by", item.kinds().toJson())
        .put("preliminary", item.votes() < study.preliminaryBelow())
        .put("status", item.reliance());
  }

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

  private static String criterion(BoardStudy study, BoardChoice choice) {
    return study.criteria().stream()
        .filter(criterion -> criterion.ordinal() == choice.criterion())
        .map(Criterion::name)
        .findFirst()
        .orElse("");
  }
}
