package dev.agon.server.bus;

/**
 * Addresses of the event bus. An event is a past participle; a command is a verb with its object.
 */
public final class Address {
  private Address() {}

  /** Event, {@link VotesRecorded}: a study has new numbered events. Only a wake-up; may be lost. */
  public static final String VOTES_RECORDED = "votes.recorded";

  /**
   * Command to any one ranker, {@link RankBatch}: rank the open batches of a study. May be lost.
   */
  public static final String BATCH_RANK = "batch.rank";

  /** Event, {@link LeaderboardUpdated}: a study's board was written. May be lost. */
  public static final String LEADERBOARD_UPDATED = "leaderboard.updated";

  /** Event, {@link JobAdded}: there is a job to be done. Only a wake-up; may be lost. */
  public static final String JOB_ADDED = "job.added";

  /**
   * Request to any one scorer: rewards of texts under one version. Its fields are of the training
   * feature.
   */
  public static final String REWARDS_SCORE = "rewards.score";

  /** Where the ranker that holds a study's lease takes {@link #BATCH_RANK}. */
  public static String batchRankAt(String holder) {
    return BATCH_RANK + "." + holder;
  }
}
