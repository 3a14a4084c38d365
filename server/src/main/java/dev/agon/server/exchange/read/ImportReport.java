package dev.agon.server.exchange.read;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an import did.
 *
 * @param study the slug
 * @param studyId the database's id
 * @param created whether the study was made
 * @param rows how many the files had
 * @param added by kind of thing: prompts, generators, responses, comparisons, places, annotators,
 *     votes
 * @param present what the files had but the study had already: comparisons and votes
 * @param watermark the study's last number
 * @param clockHeld how long the study's other votes had to wait
 * @param notes for the person who imports
 */
public record ImportReport(
    String study,
    long studyId,
    boolean created,
    long rows,
    Map<String, Long> added,
    Map<String, Long> present,
    long watermark,
    Duration clockHeld,
    List<String> notes) {}
