package dev.agon.server.study;

import org.jspecify.annotations.Nullable;

/**
 * What an admin sets for a study.
 *
 * @param name shown to annotators
 * @param question what annotators are asked of each pair
 * @param guidelines Markdown
 * @param consent Markdown that annotators agree to before they start; empty for none
 * @param overlap regular places of each comparison
 * @param allowTie whether "about equal" is offered
 * @param allowBothBad whether "both bad" is offered
 * @param leaseSeconds how long a pair is held for an annotator
 * @param assignmentsHeld how many pairs an annotator holds at once, 1 to 10; so many can be
 *     answered without a connection
 * @param votesPerAnnotator the most votes of one annotator; null for as many as there are places
 * @param readingLevel how well annotators must read a pair's languages to get it, 1 to 3; null for
 *     all alike
 * @param drawing how the next pair is chosen: uniform, weighted, near-ties or expected-uncertainty
 * @param boardVisibility private, link or public
 * @param blinding blind (answers can be changed until the study is closed, and only admins see
 *     boards until then) or open (boards are seen meanwhile and count only final answers)
 * @param undoSeconds how long answers can be changed in an open study
 * @param showAgreement whether annotators see how often they agree with the others
 * @param showOwnBoard whether annotators see a board of their own votes once the study is closed
 * @param boardMethod bradley-terry or davidson
 * @param preliminaryBelow the votes under which a generator's rating is marked as preliminary
 */
public record Settings(
    String name,
    String question,
    String guidelines,
    String consent,
    int overlap,
    boolean allowTie,
    boolean allowBothBad,
    int leaseSeconds,
    int assignmentsHeld,
    @Nullable Integer votesPerAnnotator,
    @Nullable Integer readingLevel,
    String drawing,
    String boardVisibility,
    String blinding,
    int undoSeconds,
    boolean showAgreement,
    boolean showOwnBoard,
    String boardMethod,
    int preliminaryBelow) {}
