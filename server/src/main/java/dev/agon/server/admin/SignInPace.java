package dev.agon.server.admin;

import dev.agon.server.http.RateLimiter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.Network;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows guesses at passwords down without locking anybody out. Tries from a device on which the
 * admin has signed in before are counted by the device, so that nobody else's count there. All
 * others are counted by name and by network: beyond a few, each waits some seconds before its
 * password is looked at, but is looked at. How many may wait at a time is bounded by address and by
 * network.
 */
final class SignInPace {
  private static final int MOST_PER_DEVICE = 4;
  private static final int MOST_OF_AN_ADDRESS = 8;
  private static final int MOST_PER_NETWORK = 16;

  /**
   * How fast one may guess.
   *
   * @param perName tries at a name, or on a known device, that do not wait
   * @param nameEach after so much time there is one more of them
   * @param perNetwork tries from a network, at whatever names, that do not wait
   * @param networkEach after so much time there is one more of them
   * @param longest wait of a try
   */
  record Limits(
      int perName, Duration nameEach, int perNetwork, Duration networkEach, Duration longest) {
    static final Limits USUAL =
        new Limits(5, Duration.ofSeconds(20), 20, Duration.ofSeconds(5), Duration.ofSeconds(8));
  }

  private final Vertx vertx;
  private final Limits limits;
  private final RateLimiter names;
  private final RateLimiter networks;
  private final RateLimiter devices;
  private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

  SignInPace(Vertx vertx, Limits limits) {
    this.vertx = vertx;
    this.limits = limits;
    this.names = new RateLimiter(limits.perName, limits.nameEach);
    this.networks = new RateLimiter(limits.perNetwork, limits.networkEach);
    this.devices = new RateLimiter(limits.perName, limits.nameEach);
  }

  /**
   * Somebody who tries to sign in.
   *
   * @param device the secret of a device that is known to be the admin's; null for all others
   */
  record Try(String name, Network network, @Nullable String device) {
    /** The path of their shares in what all tries need. */
    List<String> path() {
      return device == null ? SignInPace.path(network) : List.of("device " + device, "");
    }
  }

  /** The path of the shares of somebody without a known device. */
  static List<String> path(Network network) {
    return List.of(network.prefix(), network.address());
  }

  /**
   * Looks at a try when its time has come.
   *
   * @param look answers the account that the try opens; empty when its password is wrong
   * @return fails with {@link HttpProblem} 429 where too many wait already
   */
  <T> Future<Optional<T>> paced(Try one, Supplier<Future<Optional<T>>> look) {
    String device = one.device;
    if (device != null) {
      return bounded("device " + device, MOST_PER_DEVICE, () -> after(devices.take(device), look))
          .onSuccess(
              opened -> {
                if (opened.isPresent()) {
                  devices.reset(device);
                }
              });
    }
    String network = one.network.prefix();
    return bounded(
            network,
            MOST_PER_NETWORK,
            () ->
                bounded(
                    "address " + one.network.address(),
                    MOST_OF_AN_ADDRESS,
                    () -> after(Math.max(names.take(one.name), networks.take(network)), look)))
        .onSuccess(
            opened -> {
              if (opened.isPresent()) {
                names.reset(one.name);
                networks.giveBack(network);
              }
            });
  }

  private <T> Future<T> after(long nanos, Supplier<Future<T>> look) {
    long longest = limits.longest.toNanos();
    return nanos == 0
        ? look.get()
        : vertx.timer(Math.min(nanos, longest), TimeUnit.NANOSECONDS).compose(waited -> look.get());
  }

  private <T> Future<T> bounded(String who, int most, Supplier<Future<T>> tried) {
    int all = waiting.merge(who, 1, Integer::sum);
    Future<T> answer =
        all > most
            ? Future.failedFuture(
                HttpProblem.tooMany((int) limits.longest.plusMillis(999).toSeconds()))
            : tried.get();
    return answer.onComplete(
        done -> waiting.computeIfPresent(who, (w, count) -> count == 1 ? null : count - 1));
  }
}
