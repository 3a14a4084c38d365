package dev.agon.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VoteHashTest {
  private static final List<String> NAMES = List.of("tea", "coffee", "milk");

  private static VoteTable votes(int shift) {
    VoteTable table = new VoteTable(4);
    table.add(shift % 3, (shift + 1) % 3, Outcome.FIRST, 1, 5 + shift, 9);
    table.add((shift + 1) % 3, (shift + 2) % 3, Outcome.TIE, 0.1f, 7 + shift, 9);
    table.add((shift + 2) % 3, shift % 3, Outcome.BOTH_BAD, 1, 5 + shift, VoteTable.NONE);
    return table;
  }

  @Test
  @DisplayName("it is SHA-256 over the documented lines and names")
  void asDocumented() throws Exception {
    String rows = "0\t1\t1\t0\t0\t1.0\n1\t2\t3\t1\t0\t0.1\n2\t0\t4\t0\t-1\t1.0\n";
    byte[] hashed =
        MessageDigest.getInstance("SHA-256")
            .digest((rows + "tea\0coffee\0milk\0").getBytes(StandardCharsets.UTF_8));

    assertThat(VoteHash.of(votes(0), NAMES::get)).isEqualTo(HexFormat.of().formatHex(hashed));
  }

  @Test
  @DisplayName("it does not depend on how things are numbered, but on their names and the order")
  void numbers() {
    String hash = VoteHash.of(votes(0), NAMES::get);
    List<String> turned = List.of("milk", "tea", "coffee");

    assertThat(VoteHash.of(votes(1), turned::get)).isEqualTo(hash);
    assertThat(VoteHash.of(votes(0), turned::get)).isNotEqualTo(hash);
    VoteTable one = votes(0);
    one.add(0, 1, Outcome.FIRST, 1, 5, 9);
    assertThat(VoteHash.of(one, NAMES::get)).isNotEqualTo(hash);
  }
}
