package dev.agon.server.vote;

import java.time.OffsetDateTime;

/** What became of a ballot. */
sealed interface VoteResult {
  /** Committed under this number. */
  record Recorded(long number, int revision, OffsetDateTime sentAt) implements VoteResult {}

  /** The same ballot was committed before under this number. */
  record Replayed(long number, int revision, OffsetDateTime sentAt) implements VoteResult {}

  /** The key was used before for another ballot. */
  record KeyReused() implements VoteResult {}

  /** The lease is unknown, or was given to somebody else. */
  record LeaseLost() implements VoteResult {}

  /** The place has another standing revision than the one to be replaced. */
  record Outdated(int standing) implements VoteResult {}

  /** The time for undo of the answer to be replaced is over. */
  record Final() implements VoteResult {}

  /** A place re-opened before is still waiting for its answer. */
  record StillOpen() implements VoteResult {}

  /** The study takes no votes (any more). */
  record NotTaken(String state) implements VoteResult {}

  /** The annotator is excluded. */
  record NotEligible() implements VoteResult {}
}
