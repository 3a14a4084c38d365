package dev.agon.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Looks whether an address can be listened on, before anything else is begun. */
final class ListenCheck {
  private ListenCheck() {}

  /**
   * Returns when the port is free.
   *
   * @throws IllegalArgumentException with a sentence for the person at the command line
   */
  static void require(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(host), port));
    } catch (BindException e) {
      throw new IllegalArgumentException(
          isInUse(e)
              ? "port %d of %s is in use: stop what listens there, or choose another with --port (0 takes a free one)"
                  .formatted(port, host)
              : "cannot listen on port %d of %s: %s".formatted(port, host, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot listen on port %d of %s: %s".formatted(port, host, e.getMessage()), e);
    }
  }

  /** The same words on Linux, macOS and Windows. */
  private static boolean isInUse(BindException e) {
    return String.valueOf(e.getMessage()).contains("in use");
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getAllByName(host)[0];
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "--host '%s' is no address of this machine and no name of one".formatted(host), e);
    }
  }
}
