package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.SslMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:p%40ss%2Fword@db.example:6543/arena",
        "postgres://ada:p%40ss%2Fword@db.example:6543/arena",
        "jdbc:postgresql://ada:p%40ss%2Fword@db.example:6543/arena",
        "jdbc:postgresql://db.example:6543/arena?user=ada&password=p%40ss%2Fword"
      })
  void the_usual_forms_name_the_same_database(String url) {
    assertThat(DatabaseAddress.parse(url))
        .isEqualTo(
            new DatabaseAddress("db.example", 6543, "arena", "ada", "p@ss/word", SslMode.PREFER));
  }

  @Test
  void port_database_and_password_may_be_left_out() {
    assertThat(DatabaseAddress.parse("postgresql://ada@localhost"))
        .isEqualTo(new DatabaseAddress("localhost", 5432, "ada", "ada", null));
  }

  @Test
  void an_ipv6_host_is_understood_and_written_back() {
    DatabaseAddress address = DatabaseAddress.parse("postgresql://ada@[::1]:5433/arena");
    assertThat(address.host()).isEqualTo("::1");
    assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5433/arena?sslmode=disable");
  }

  @Test
  void tls_can_be_demanded() {
    DatabaseAddress address =
        DatabaseAddress.parse("postgresql://ada:x@db.example/arena?sslmode=verify-full");
    assertThat(address.sslMode()).isEqualTo(SslMode.VERIFY_FULL);
    assertThat(address.jdbcUrl()).contains("sslmode=verify-full");
    assertThat(address.connectOptions().getSslMode()).isEqualTo(SslMode.VERIFY_FULL);
  }

  @Test
  void the_password_is_never_shown() {
    assertThat(DatabaseAddress.parse("postgresql://ada:s3cret@db.example/arena"))
        .hasToString("postgresql://ada@db.example:5432/arena");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "arena",
        "mysql://ada:s3cret@db.example/arena",
        "postgresql://db.example/arena",
        "postgresql:///arena?user=ada&password=s3cret",
        "postgresql://ada:s3cret@db.example:port/arena",
        "postgresql://ada:s3cret@db.example/ar ena",
        "postgresql://ada:s3cret@db.example/arena?sslmode=maybe",
        "postgresql://ada:s3cret@db.example/arena?color=red",
        "postgresql://ada:s3cret%zz@db.example/arena"
      })
  void anything_else_is_refused_without_showing_a_password(String url) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a usable database URL: ")
        .hasMessageNotContaining("s3cret");
  }
}
