package dev.agon.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Whether a port can be listened on. */
final class PortCheck {
  private PortCheck() {}

  static Finding of(String host, int port) {
    String subject = "port " + port;
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return Finding.ok(subject, "free on " + host);
    } catch (UnknownHostException e) {
      return Finding.problem(
          subject, host + " is not an address of this machine", "name another --host");
    } catch (IOException e) {
      return Finding.note(
          subject,
          "in use on %s, or not allowed (%s)".formatted(host, e.getMessage()),
          "if that is not Agon itself, serve on another: --port N");
    }
  }
}
