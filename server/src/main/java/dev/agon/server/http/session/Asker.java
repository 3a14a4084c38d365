package dev.agon.server.http.session;

import dev.agon.server.http.input.Network;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Who asks, as shares of what all have together are counted: an admin by their account; everybody
 * else first by their network, since anybody may join a study under many names, and in it by their
 * account if they have one.
 *
 * @param share the network, or an admin
 * @param account in it; empty for nobody known
 */
public record Asker(String share, String account) {
  /** Who sent a request. */
  public static Asker of(RoutingContext context) {
    return switch (Caller.of(context)) {
      case Caller.Admin admin -> new Asker("admin " + admin.id(), "");
      case Caller.Annotator annotator ->
          new Asker(Network.of(context).prefix(), Long.toString(annotator.id()));
      case Caller.Anonymous nobody -> new Asker(Network.of(context).prefix(), "");
    };
  }

  /** A part of this process, which asks for nobody in particular. */
  public static Asker own(String part) {
    return new Asker(part, "");
  }

  /** The path of their share in something. */
  public List<String> within(String... shares) {
    List<String> path = new ArrayList<>(List.of(shares));
    path.add(share);
    path.add(account);
    return List.copyOf(path);
  }
}
