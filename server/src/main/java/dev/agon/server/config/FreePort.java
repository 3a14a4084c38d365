package dev.agon.server.config;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback address, below the range that the kernel gives to outgoing
 * connections: one of those could otherwise take them before they are bound, or while their server
 * is down for a moment, even a client that calls itself.
 */
public final class FreePort {
  private static final int ATTEMPTS = 100;
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  private FreePort() {}

  /** One free port. */
  public static int choose() throws IOException {
    return first(1);
  }

  /** The first of so many free ports in a row. */
  public static int first(int count) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int candidate = ThreadLocalRandom.current().nextInt(FIRST, LAST + 2 - count);
      if (areFree(candidate, count)) {
        return candidate;
      }
    }
    throw new IOException("no " + count + " free ports in a row from " + FIRST + " to " + LAST);
  }

  private static boolean areFree(int first, int count) throws IOException {
    for (int port = first; port < first + count; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        socket.getLocalPort();
      } catch (BindException _) {
        return false;
      }
    }
    return true;
  }
}
