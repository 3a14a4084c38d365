package dev.agon.server.bus;

import com.hazelcast.config.Config;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.XmlConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Hazelcast XML file. {@code ${NAME}} and {@code ${NAME:default}} stand for the system
 * property or else the environment variable NAME.
 */
final class ClusterFile {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{([A-Za-z0-9_.]+)(?::([^}]*))?}");
  private static final Pattern PORT_RANGE = Pattern.compile(".*:\\d+-\\d+");

  /** Set to "true" by whoever guards the ports otherwise. */
  private static final String PUBLIC = "AGON_CLUSTER_PUBLIC";

  private static final String CURE =
      "Hazelcast and the event bus have no passwords. Name an address of a private network, or set "
          + PUBLIC
          + "=true where a firewall admits only members";

  private ClusterFile() {}

  static Config read(Path file) {
    return read(file, ClusterFile::fromProcess);
  }

  /**
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  static Config read(Path file, Function<String, @Nullable String> values) {
    String xml;
    try {
      xml = fill(Files.readString(file), file, values);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
    }
    Config config;
    try {
      config =
          new XmlConfigBuilder(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
              .build();
    } catch (InvalidConfigurationException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    for (String member : config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers()) {
      if (PORT_RANGE.matcher(member).matches()) {
        throw new IllegalArgumentException(
            file + ": member " + member + " has a port range: list host:port one by one");
      }
    }
    requirePrivate(config.getNetworkConfig().getInterfaces(), file, values);
    // Otherwise Hazelcast listens on every address of the machine, whatever the file names.
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    return config;
  }

  /** Nothing of a cluster has a password: it listens in a private network, or somebody says so. */
  private static void requirePrivate(
      InterfacesConfig interfaces, Path file, Function<String, @Nullable String> values) {
    if ("true".equals(values.apply(PUBLIC))) {
      return;
    }
    if (!interfaces.isEnabled() || interfaces.getInterfaces().isEmpty()) {
      throw new IllegalArgumentException(
          file + ": names no interface, so the cluster would listen on all: " + CURE);
    }
    for (String address : interfaces.getInterfaces()) {
      if (!PrivateAddress.matches(address)) {
        throw new IllegalArgumentException(
            file + ": the interface " + address + " is not of a private network: " + CURE);
      }
    }
  }

  private static String fill(String xml, Path file, Function<String, @Nullable String> values) {
    StringBuilder filled = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(xml);
    while (matcher.find()) {
      String value = values.apply(matcher.group(1));
      if (value == null) {
        value = matcher.group(2);
      }
      if (value == null) {
        throw new IllegalArgumentException(
            file + ": needs " + matcher.group(1) + ": set it in the environment");
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(escape(value)));
    }
    return matcher.appendTail(filled).toString();
  }

  private static String escape(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static @Nullable String fromProcess(String name) {
    String property = System.getProperty(name);
    return property != null ? property : System.getenv(name);
  }
}
