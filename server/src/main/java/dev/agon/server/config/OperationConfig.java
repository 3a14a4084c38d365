package dev.agon.server.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a process is watched and stopped.
 *
 * @param host the address that the management port listens on
 * @param port the management port, 0 for a free one; null for none
 * @param drain how long a process that is told to stop goes on answering while it says that it is
 *     not ready, so that balancers turn away from it first
 */
public record OperationConfig(String host, @Nullable Integer port, Duration drain) {
  private static final int LONGEST_DRAIN_SECONDS = 300;

  /** Nothing listens, and a stop begins at once. */
  public static final OperationConfig NONE = new OperationConfig("127.0.0.1", null, Duration.ZERO);

  /** Checks every setting. */
  public OperationConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the management host is empty");
    }
    if (port != null && (port < 0 || port > 65535)) {
      throw new IllegalArgumentException("the management port must be 0 to 65535, not " + port);
    }
    if (drain.isNegative() || drain.toSeconds() > LONGEST_DRAIN_SECONDS) {
      throw new IllegalArgumentException(
          "the drain must be 0 to %d seconds, not %d"
              .formatted(LONGEST_DRAIN_SECONDS, drain.toSeconds()));
    }
  }
}
