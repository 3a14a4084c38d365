package dev.agon.server.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.server.config.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VertxFactoryTest {
  @Test
  void without_a_cluster_file_the_process_runs_alone() throws TimeoutException {
    Vertx vertx = await(VertxFactory.create(new VertxOptions(), null));

    assertThat(vertx.isClustered()).isFalse();
    await(vertx.close());
  }

  @Test
  void an_unusable_cluster_file_fails_with_its_name(@TempDir Path folder) {
    Path none = folder.resolve("none.xml");

    assertThatThrownBy(() -> await(VertxFactory.create(new VertxOptions(), none)))
        .hasMessageContaining("none.xml");
  }

  @Test
  void two_members_over_loopback_hear_each_other(@TempDir Path folder) throws Exception {
    Path file = onFreePorts(folder);
    Vertx one = await(VertxFactory.create(new VertxOptions(), file));
    Vertx two = await(VertxFactory.create(new VertxOptions(), file));
    Promise<JsonObject> heard = Promise.promise();
    await(
        two.eventBus()
            .<JsonObject>consumer(
                Address.LEADERBOARD_UPDATED, message -> heard.tryComplete(message.body()))
            .completion());

    one.eventBus().publish(Address.LEADERBOARD_UPDATED, new LeaderboardUpdated(1, 2).toJson());

    assertThat(LeaderboardUpdated.fromJson(await(heard.future())))
        .isEqualTo(new LeaderboardUpdated(1, 2));
    await(Future.join(one.close(), two.close()));
  }

  @Test
  void a_member_on_loopback_is_not_reached_by_the_machines_other_addresses(@TempDir Path folder)
      throws Exception {
    Vertx member = await(VertxFactory.create(new VertxOptions(), onFreePorts(folder)));
    int port = Integer.parseInt(Files.readString(folder.resolve("port")));

    try (Socket inside = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(inside.isConnected()).isTrue();
    }
    // All of 127.0.0.0/8 is this machine: whoever listens on every address listens there too.
    assertThatThrownBy(() -> new Socket("127.0.0.2", port).close())
        .isInstanceOf(ConnectException.class);
    await(member.close());
  }

  private static Path onFreePorts(Path folder) throws IOException {
    Path shipped =
        Path.of(System.getProperty("agon.home"), "cluster-config/hazelcast-loopback.xml");
    int first = FreePort.first(2);
    Files.writeString(folder.resolve("port"), Integer.toString(first));
    String xml =
        Files.readString(shipped)
            .replaceAll("\\$\\{AGON_CLUSTER_NAME:[^}]*}", "agon-test-" + first)
            .replaceAll("<port .*</port>", "<port port-count=\"2\">" + first + "</port>")
            .replaceAll(
                "\\$\\{AGON_CLUSTER_MEMBERS:[^}]*}",
                "127.0.0.1:" + first + ",127.0.0.1:" + (first + 1));
    return Files.writeString(folder.resolve("cluster.xml"), xml);
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(30, TimeUnit.SECONDS);
  }
}
