package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.server.sql.BackupManifest.SequenceValue;
import dev.agon.server.sql.BackupManifest.TableCopy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupManifestTest {
  private static final BackupManifest MANIFEST =
      new BackupManifest(
          "12",
          Instant.parse("2026-01-02T03:04:05Z"),
          List.of(new TableCopy("vote", List.of("id", "text"), 5_000_000_000L, 9, "ab")),
          List.of(new SequenceValue("vote_id", 7)));

  @Test
  void a_manifest_is_read_as_it_was_written() {
    assertThat(BackupManifest.parse(MANIFEST.toJson().encode())).isEqualTo(MANIFEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"rows\":|\"rows\":1,\"rows\":", "\"schema\":|\"schema\":\"11\",\"schema\":"})
  void a_key_that_stands_twice_is_refused_whichever_was_meant(String key, String twice) {
    String forged = MANIFEST.toJson().encode().replace(key, twice);

    assertThatThrownBy(() -> BackupManifest.parse(forged))
        .isInstanceOf(DatabaseException.class)
        .hasMessage("its manifest cannot be understood");
  }
}
