package dev.agon.server.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterFileTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "AGON_CLUSTER_HOST", "10.0.0.1",
          "AGON_CLUSTER_MEMBERS", "10.0.0.1:5701, 10.0.0.2:5701",
          "AGON_CLUSTER_SERVICE", "agon.example.svc");

  @ParameterizedTest
  @ValueSource(
      strings = {"hazelcast-loopback.xml", "hazelcast-tcp.xml", "hazelcast-kubernetes.xml"})
  void each_file_keeps_the_required_maps_and_neither_multicasts_nor_phones_home(String name) {
    Config config = ClusterFile.read(shipped(name), ENVIRONMENT::get);

    assertThat(config.getMultiMapConfig("__vertx.subs").getValueCollectionType())
        .isEqualTo(ValueCollectionType.SET);
    assertThat(config.getMapConfigs()).containsKeys("__vertx.haInfo", "__vertx.nodeInfo");
    assertThat(config.getNetworkConfig().getJoin().getMulticastConfig().isEnabled()).isFalse();
    assertThat(config.getNetworkConfig().getJoin().getAutoDetectionConfig().isEnabled()).isFalse();
    assertThat(config.getProperty("hazelcast.max.no.heartbeat.seconds")).isEqualTo("10");
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    assertThat(config.getProperty("hazelcast.logging.type")).isEqualTo("slf4j");
  }

  @Test
  void the_loopback_file_needs_no_environment_and_stays_on_loopback() {
    Config config = ClusterFile.read(shipped("hazelcast-loopback.xml"), name -> null);

    assertThat(config.getNetworkConfig().getInterfaces().getInterfaces())
        .containsExactly("127.0.0.1");
    assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
        .isNotEmpty()
        .allMatch(member -> member.startsWith("127.0.0.1:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "0.0.0.0", "*.*.*.*", "10-11.0.0.1", "2001:db8::1", "agon"})
  void a_cluster_without_passwords_does_not_listen_beyond_private_networks(String host) {
    Map<String, String> exposed = new HashMap<>(ENVIRONMENT);
    exposed.put("AGON_CLUSTER_HOST", host);

    assertThatThrownBy(() -> ClusterFile.read(shipped("hazelcast-tcp.xml"), exposed::get))
        .hasMessageContainingAll(host, "private network", "AGON_CLUSTER_PUBLIC");

    exposed.put("AGON_CLUSTER_PUBLIC", "true");
    assertThat(
            ClusterFile.read(shipped("hazelcast-tcp.xml"), exposed::get)
                .getNetworkConfig()
                .getInterfaces()
                .getInterfaces())
        .containsExactly(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "10.1.*.*", "172.16.0.9", "192.168.1.2-9", "100.64.0.1", "fd00::1"})
  void private_networks_of_every_kind_are_taken(String host) {
    Map<String, String> inside = new HashMap<>(ENVIRONMENT);
    inside.put("AGON_CLUSTER_HOST", host);

    assertThat(ClusterFile.read(shipped("hazelcast-tcp.xml"), inside::get)).isNotNull();
  }

  @Test
  void a_file_without_an_interface_is_refused(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("open.xml"),
            Files.readString(shipped("hazelcast-loopback.xml"))
                .replace("<interfaces enabled=\"true\">", "<interfaces enabled=\"false\">"));

    assertThatThrownBy(() -> ClusterFile.read(file, name -> null))
        .hasMessageContaining("would listen on all");
  }

  @Test
  void members_come_from_the_environment() {
    Config config = ClusterFile.read(shipped("hazelcast-tcp.xml"), ENVIRONMENT::get);

    assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
        .containsExactly("10.0.0.1:5701", "10.0.0.2:5701");
  }

  @Test
  void a_missing_variable_is_named() {
    assertThatThrownBy(() -> ClusterFile.read(shipped("hazelcast-tcp.xml"), name -> null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hazelcast-tcp.xml: needs AGON_CLUSTER_MEMBERS");
  }

  @Test
  void a_port_range_is_refused_with_the_way_out() {
    assertThatThrownBy(
            () ->
                ClusterFile.read(
                    shipped("hazelcast-loopback.xml"),
                    Map.of("AGON_CLUSTER_MEMBERS", "127.0.0.1:5801-5804")::get))
        .hasMessageContaining("127.0.0.1:5801-5804")
        .hasMessageContaining("one by one");
  }

  @Test
  void a_broken_or_absent_file_is_named(@TempDir Path folder) throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.xml"), "<hazelcast><network>");

    assertThatThrownBy(() -> ClusterFile.read(broken, name -> null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broken.xml");
    assertThatThrownBy(() -> ClusterFile.read(folder.resolve("none.xml"), name -> null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.xml");
  }

  private static Path shipped(String name) {
    return Path.of(System.getProperty("agon.home"), "cluster-config", name);
  }
}
