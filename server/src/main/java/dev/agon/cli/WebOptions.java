package dev.agon.cli;

import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a process listens. */
final class WebOptions {
  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "The address to listen on (default: ${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "The port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "Where people reach this installation, with its path behind a proxy.")
  private @Nullable URI publicUrl;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "A name under which people reach this installation, beside this machine's own; may be"
              + " given several times. With --public-url none is needed.")
  private List<String> allowedHosts = List.of();

  @Option(
      names = "--behind-proxy",
      description =
          "Believe X-Forwarded headers; without it all callers of a proxy count as one network.")
  private boolean behindProxy;

  @Option(
      names = "--connections",
      defaultValue = "16",
      description = "The most connections to the database (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Mixin private final OperationOptions operation = new OperationOptions();

  /** Refuses ports that cannot be listened on, before a database is started for nothing. */
  void requireFreePorts(Set<Role> roles) {
    if (roles.contains(Role.WEB)) {
      ListenCheck.require(host, port, "--");
    }
    operation.requireFreePort();
  }

  ServerConfig config(Set<Role> roles, @Nullable Path cluster) {
    return new ServerConfig(
            host,
            port,
            publicUrl,
            "",
            behindProxy,
            roles,
            cluster,
            connections,
            ServerConfig.defaults().instances())
        .withAllowedHosts(allowedHosts)
        .withOperation(operation.config(cluster != null));
  }
}
