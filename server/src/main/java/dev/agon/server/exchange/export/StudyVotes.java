package dev.agon.server.exchange.export;

import dev.agon.analysis.Votes;
import dev.agon.numeric.Digests;
import dev.agon.table.FileProblem;
import dev.agon.table.Winners;
import dev.agon.table.vote.AnalysisVotes;
import dev.agon.table.vote.VoteColumns;
import dev.agon.table.vote.VoteFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.Map;

/**
 * The votes that count of a study, for analyses: what the export of votes says, so that a figure
 * can be computed again from the file.
 *
 * @param number the study's last number
 * @param hash hexadecimal digits of the SHA-256 of the export
 * @param notes what was noticed while it was read, in sentences
 */
public record StudyVotes(Votes votes, long number, String hash, List<String> notes) {
  private static final List<String> PROMPT = List.of("prompt_id");

  /**
   * Reads a study. Blocks.
   *
   * @param where values that rows must have, by column of the export
   * @throws java.util.NoSuchElementException when there is no study of that slug
   * @throws FileProblem when there are no votes, or a column of {@code where} is unknown
   */
  public static StudyVotes read(Exporter exporter, String slug, Map<String, String> where)
      throws IOException, FileProblem {
    Path file = Files.createTempFile("agon-votes", ".csv");
    try {
      DigestOutputStream digest =
          new DigestOutputStream(Files.newOutputStream(file), Digests.sha256());
      Exporter.Report written;
      try (OutputStream out = digest) {
        written = exporter.write(slug, ExportFormats.VOTES, ExportChoices.NONE, out);
      }
      if (written.written().rows().values().stream().allMatch(rows -> rows == 0)) {
        throw new FileProblem(slug, "has no votes that count yet");
      }
      VoteFile read = read(file, slug, where);
      return new StudyVotes(
          AnalysisVotes.votes(read, PROMPT),
          written.watermark(),
          Digests.hex(digest.getMessageDigest().digest()),
          read.reading().notes());
    } finally {
      Files.delete(file);
    }
  }

  private static VoteFile read(Path file, String slug, Map<String, String> where)
      throws FileProblem {
    VoteColumns columns =
        new VoteColumns(
            "left",
            "right",
            "winner",
            "annotator",
            "comparison",
            "weight",
            List.of(),
            AnalysisVotes.optional(PROMPT),
            where);
    VoteFile read;
    try {
      read = VoteFile.read(List.of(file), columns, Winners.USUAL, null, false);
    } catch (FileProblem e) {
      // The file is ours alone: what is wrong is wrong with the study.
      throw new FileProblem(
          e.problems().stream().map(told -> told.replace(file.toString(), slug)).toList());
    }
    if (read.table().rows() == 0) {
      throw new FileProblem(slug, "has no votes that count where " + where);
    }
    return read;
  }
}
