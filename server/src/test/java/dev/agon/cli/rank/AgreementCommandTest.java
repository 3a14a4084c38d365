package dev.agon.cli.rank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.cli.Agon;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("agon agreement on files as people have them")
class AgreementCommandTest {
  private static final String LONG =
      "unit,annotator,value\n1,ann,x\n1,ben,x\n2,ann,x\n2,ben,y\n3,ann,y\n3,ben,y\n";

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int agreement(String name, String text, String... options) throws IOException {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--json");
    arguments.add(Files.writeString(folder.resolve(name), text).toString());
    arguments.addFirst("agreement");
    return Agon.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private JsonNode figures(String name, String text, String... options) throws IOException {
    assertThat(agreement(name, text, options)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  @DisplayName("a column an annotator says the same as a row a judgement")
  void wide() throws IOException {
    JsonNode usual = figures("long.csv", LONG);
    String wide = "image;ann;ben;note\n1;x;x;\n2;x;y;odd\n3;y;y;\n";
    assertThat(figures("wide.csv", wide, "--unit", "image", "--raters", "ann,ben"))
        .isEqualTo(usual);
    String nulls = "[{\"u\":1,\"ann\":\"x\",\"ben\":\"x\"},{\"u\":2,\"ann\":\"x\",\"ben\":null}]";
    assertThat(figures("n.json", nulls, "--unit", "u", "--raters", "ann,ben").get("values").asInt())
        .isEqualTo(3);
    assertThat(err.toString()).contains("1 empty value was left out");
    assertThat(agreement("wide.csv", wide, "--unit", "image", "--raters", "ann,bob")).isEqualTo(2);
    assertThat(err.toString()).contains("no column 'bob'; there are image, ann, ben, note");
  }

  @Test
  @DisplayName("several columns together name a unit")
  void keys() throws IOException {
    String keyed =
        """
        q,a,b,turn,annotator,value
        7,m,n,1,ann,x
        7,m,n,1,ben,x
        7,m,n,2,ann,x
        7,m,n,2,ben,y
        7,m,o,1,ann,y
        7,m,o,1,ben,y
        """;
    assertThat(figures("k.csv", keyed, "--unit", "q,a,b,turn")).isEqualTo(figures("l.csv", LONG));
  }

  @Test
  @DisplayName(
      "a judgement that is there twice counts once; two different ones are reported with lines")
  void twice() throws IOException {
    assertThat(figures("t.csv", LONG + "2,ben,y\n")).isEqualTo(figures("l.csv", LONG));
    agreement("t.csv", LONG + "2,ben,y\n");
    assertThat(err.toString()).contains("1 judgement is there again with the same value");
    assertThat(agreement("d.csv", LONG + "2,ben,x\n")).isEqualTo(2);
    assertThat(err.toString()).contains("d.csv:8:3: value: ben says 'x' of 2, and 'y' in line 5");
  }

  @Test
  @DisplayName("too few units have figures without intervals, in words and in JSON")
  void few() throws IOException {
    JsonNode alpha = figures("l.csv", LONG).get("krippendorff_alpha");
    assertThat(alpha.get("value").isNumber()).isTrue();
    assertThat(alpha.get("low").isNull()).isTrue();
    assertThat(alpha.get("interval_note").asText()).startsWith("fewer than 5 units");
    Path file = folder.resolve("l.csv");
    out.getBuffer().setLength(0);
    Agon.commandLine()
        .setOut(new PrintWriter(out, true))
        .execute("agreement", file.toString(), "--bootstrap", "50");
    assertThat(out.toString()).contains("no interval: fewer than 5 units with two values");
  }

  @Test
  @DisplayName("the text NaN is a missing value, and told")
  void notNumbers() throws IOException {
    assertThat(figures("n.csv", LONG + "4,ann,NaN\n4,ben,nan\n")).isEqualTo(figures("l.csv", LONG));
    agreement("n.csv", LONG + "4,ann,NaN\n4,ben,nan\n");
    assertThat(err.toString()).contains("2 values 'NaN' were taken as missing and left out");
    assertThat(agreement("h.csv", "unit,annotator,value\n")).isEqualTo(2);
    assertThat(err.toString()).contains("h.csv: has no rows");
  }

  @Test
  @DisplayName("one resample is refused, which has no spread, as by agon rank")
  void oneResample() throws IOException {
    assertThat(agreement("long.csv", LONG, "--bootstrap", "1")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("agon agreement: --bootstrap needs at least 2 resamples\n");
    assertThat(agreement("long.csv", LONG, "--bootstrap", "0")).isZero();
  }
}
