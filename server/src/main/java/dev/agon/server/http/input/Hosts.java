package dev.agon.server.http.input;

import dev.agon.server.config.ServerConfig;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names under which callers may address an installation that was given no public URL: those of
 * this machine, the one listened on, and those that were allowed. With any other, a page of another
 * site could be made to speak to this server under a name of its own, and links would lead there.
 */
public final class Hosts {
  private final Set<String> allowed;
  private final boolean checked;

  public Hosts(ServerConfig config) {
    this.allowed =
        config.allowedHosts().stream().map(Hosts::plain).collect(Collectors.toUnmodifiableSet());
    this.checked = config.publicUrl() == null;
  }

  /**
   * Whether a caller may use a host.
   *
   * @param host as in the Host header, without the port
   * @param local the address on which the request came in, null where it is not known
   */
  boolean accepts(String host, @Nullable String local) {
    if (!checked) {
      return true;
    }
    String plain = plain(host);
    return plain.equals("localhost")
        || allowed.contains(plain)
        || isOwnAddress(plain, local)
        || Machine.NAMES.contains(plain);
  }

  private static boolean isOwnAddress(String host, @Nullable String local) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    if (bytes == null) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      return address.isLoopbackAddress()
          || (local != null && address.equals(InetAddress.ofLiteral(withoutZone(local))))
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  /** In lower case, without the brackets of an IPv6 address and without the root's dot. */
  private static String plain(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      return name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** What this machine is called. */
  private static final class Machine {
    static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    static {
      String name = localName();
      if (name != null) {
        NAMES.add(name);
        // Its name with the domain is asked of the network, which may take its time.
        Thread.ofVirtual().name("host-name").start(() -> addFullName(name));
      }
    }

    private static @Nullable String localName() {
      try {
        return plain(InetAddress.getLocalHost().getHostName());
      } catch (IOException e) {
        return null;
      }
    }

    private static void addFullName(String name) {
      try {
        for (NetworkInterface net : NetworkInterface.networkInterfaces().toList()) {
          for (InetAddress address : net.inetAddresses().toList()) {
            String full = address.isLoopbackAddress() ? "" : plain(address.getCanonicalHostName());
            if (full.startsWith(name + ".")) {
              NAMES.add(full);
            }
          }
        }
      } catch (SocketException e) {
        // Without it the short name and the addresses remain.
      }
    }
  }
}
