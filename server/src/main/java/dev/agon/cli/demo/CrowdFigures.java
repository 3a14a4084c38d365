package dev.agon.cli.demo;

/**
 * What a crowd has done so far.
 *
 * @param votes votes that the API acknowledged
 * @param lost votes that came too late for their place
 * @param retries requests that had to be sent again
 * @param members annotators who still take part
 */
public record CrowdFigures(long votes, long lost, long retries, int members) {
  static final CrowdFigures NONE = new CrowdFigures(0, 0, 0, 0);
}
