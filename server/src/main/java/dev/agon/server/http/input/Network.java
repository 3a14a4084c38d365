package dev.agon.server.http.input;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network that a request comes from: the first 24 bits of an IPv4 address, the first 56 of an
 * IPv6 address, which is what one household or one rented machine usually has. Behind a proxy that
 * is believed the address is the last one of X-Forwarded-For, which the proxy itself has written;
 * those before it are what callers say. Behind a proxy that is not believed all callers come from
 * the proxy's network.
 *
 * @param prefix for example {@code 192.0.2.0/24}
 * @param address the whole address
 */
public record Network(String prefix, String address) {
  private static final String KEY = "agon.network";
  private static final Network UNKNOWN = new Network("unknown", "unknown");
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final int IPV6_PREFIX_BYTES = 7;
  private static final int LONGEST = 45;
  private static final Logger LOG = LoggerFactory.getLogger(Network.class);

  /** The network of a request. */
  public static Network of(RoutingContext context) {
    return context.get(KEY, UNKNOWN);
  }

  /** Finds out the network of each request. */
  public static PlatformHandler handler(boolean behindProxy) {
    AtomicBoolean told = new AtomicBoolean();
    return context -> {
      String forwarded = last(context.request().headers().getAll(FORWARDED_FOR));
      if (forwarded != null && !behindProxy && told.compareAndSet(false, true)) {
        LOG.info(
            "a request carries X-Forwarded-For, which is not believed without --behind-proxy: limits"
                + " count all callers of a proxy as one network");
      }
      context.put(KEY, behindProxy && forwarded != null ? parse(forwarded) : connected(context));
      context.next();
    };
  }

  private static Network connected(RoutingContext context) {
    SocketAddress address = context.request().connection().remoteAddress();
    return address == null || address.hostAddress() == null
        ? UNKNOWN
        : parse(address.hostAddress());
  }

  private static @Nullable String last(List<String> headers) {
    if (headers.isEmpty()) {
      return null;
    }
    String text = headers.getLast();
    return text.substring(text.lastIndexOf(',') + 1).strip();
  }

  /** The network of an address, perhaps with brackets and a port around it. */
  static Network parse(String text) {
    String address = bare(text);
    if (address.length() > LONGEST) {
      return UNKNOWN;
    }
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      byte[] bytes = parsed.getAddress();
      String prefix =
          parsed instanceof Inet4Address
              ? (bytes[0] & 255) + "." + (bytes[1] & 255) + "." + (bytes[2] & 255) + ".0/24"
              : HexFormat.of().formatHex(bytes, 0, IPV6_PREFIX_BYTES) + "/56";
      return new Network(prefix, parsed.getHostAddress());
    } catch (IllegalArgumentException e) {
      return UNKNOWN;
    }
  }

  private static String bare(String text) {
    if (text.startsWith("[") && text.indexOf(']') > 0) {
      return text.substring(1, text.indexOf(']'));
    }
    int colon = text.indexOf(':');
    return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }
}
