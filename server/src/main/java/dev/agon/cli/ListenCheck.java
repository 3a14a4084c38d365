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
   * @param prefix what the names of the options begin with: {@code --} or {@code --management-}
   * @throws IllegalArgumentException with a sentence for the person at the command line
   */
  static void require(String host, int port, String prefix) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(host, prefix), port));
    } catch (BindException e) {
      throw new IllegalArgumentException(
          isInUse(e)
              ? "port %d of %s is in use: stop what listens there, or choose another with %s (0 takes a free one)"
                  .formatted(port, host, prefix + "port")
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

  private static InetAddress address(String host, String prefix) {
    try {
      return InetAddress.getAllByName(host)[0];
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "%shost '%s' is neither an address nor a name of this machine".formatted(prefix, host),
          e);
    }
  }
}
