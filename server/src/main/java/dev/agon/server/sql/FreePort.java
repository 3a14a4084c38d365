package dev.agon.server.sql;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A free port below the range that the kernel gives to outgoing connections: one of those could
 * otherwise take it while the server is down for a moment, even a client that calls itself.
 */
final class FreePort {
  private static final int ATTEMPTS = 100;
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  private FreePort() {}

  static int choose() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int candidate = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException _) {
        // In use: try another.
      }
    }
    throw new IOException("no free port from " + FIRST + " to " + LAST);
  }
}
