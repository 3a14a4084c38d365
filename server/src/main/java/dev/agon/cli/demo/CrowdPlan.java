package dev.agon.cli.demo;

import dev.agon.simulation.SimulatedCrowd;
import java.net.URI;
import java.util.List;

/**
 * Who votes where, and how fast.
 *
 * @param study the study's address, for example {@code http://127.0.0.1:8080/studies/demo}
 * @param tokens the bearer token of each member of the crowd
 * @param crowd the members
 * @param votesPerMinute votes of the whole crowd in a minute, above 0
 */
public record CrowdPlan(
    URI study, List<String> tokens, SimulatedCrowd crowd, double votesPerMinute) {

  public CrowdPlan {
    tokens = List.copyOf(tokens);
    if (tokens.size() != crowd.annotators().size()) {
      throw new IllegalArgumentException(
          tokens.size() + " tokens for " + crowd.annotators().size() + " annotators");
    }
    if (!(votesPerMinute > 0) || Double.isInfinite(votesPerMinute)) {
      throw new IllegalArgumentException("votes per minute must be above 0: " + votesPerMinute);
    }
  }
}
