package dev.agon.server.bus;

import java.net.InetAddress;

/** Addresses that nobody reaches from the internet: loopback, private, link-local, carrier's. */
final class PrivateAddress {
  private PrivateAddress() {}

  /**
   * Whether all that a Hazelcast interface stands for is private.
   *
   * @param pattern an address, in which {@code *} or a range {@code 1-9} may stand for a number
   */
  static boolean matches(String pattern) {
    // Ends of ranges decide: private networks have whole numbers of leading ones.
    return isPrivate(pattern.replace("*", "0").replaceAll("-\\d+", ""))
        && isPrivate(pattern.replace("*", "255").replaceAll("\\d+-", ""));
  }

  private static boolean isPrivate(String literal) {
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(literal.strip());
    } catch (IllegalArgumentException e) {
      return false;
    }
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean carrier = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || uniqueLocal
        || carrier;
  }
}
