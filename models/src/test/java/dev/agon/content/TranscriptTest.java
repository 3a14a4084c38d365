package dev.agon.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.question.Json;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptTest {
  private static Transcript of(String json) throws Exception {
    return Transcript.of(Json.parse(json));
  }

  private static List<String> said(@Nullable Transcript transcript) {
    return Objects.requireNonNull(transcript).turns().stream()
        .map(turn -> turn.speaker() + " " + turn.parts().getFirst().text())
        .toList();
  }

  @Test
  void reads_turns() throws Exception {
    Transcript transcript =
        of(
            """
            [{"role": "system", "content": "Be brief."},
             {"role": "user", "content": [{"type": "text", "text": "Dew?"}, {"type": "text", "text": "Why?"}]},
             {"role": "assistant", "content": "Water.", "name": "model-7"},
             {"role": "tool", "name": "search", "content": ""}]
            """);

    assertThat(said(transcript))
        .containsExactly("SYSTEM Be brief.", "USER Dew?\n\nWhy?", "ASSISTANT Water.", "TOOL ");
    assertThat(transcript.text())
        .as("a model's name would tell who wrote it")
        .isEqualTo(
            "system: Be brief.\n\nuser: Dew?\n\nWhy?\n\nassistant: Water.\n\ntool (search): ");
  }

  @Test
  void reads_steps() throws Exception {
    Transcript transcript =
        of(
            """
            [{"thought": "I search.", "action": {"tool": "search", "q": "dew"}, "observation": "Water"},
             {"action": "finish", "observation": null}]
            """);

    assertThat(transcript.turns()).allMatch(Turn::isStep);
    assertThat(transcript.turns().getFirst().parts())
        .extracting(Turn.Part::kind)
        .containsExactly(Turn.Kind.THOUGHT, Turn.Kind.ACTION, Turn.Kind.OBSERVATION);
    assertThat(transcript.text())
        .isEqualTo(
            "thought: I search.\naction: {\n  \"tool\" : \"search\",\n  \"q\" : \"dew\"\n}\nobservation: Water\n\naction: finish");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []|must be an array of turns or steps
          {"role": "user"}|must be an array of turns or steps
          ["x"]|[0] must be an object with role and content
          [{"content": "x"}]|[0] has no role
          [{"role": "user"}]|[0] has no content
          [{"role": 7, "content": "x"}]|[0].role must be a text
          [{"role": "user", "content": 7}]|[0].content must be a text
          [{"role": "u", "content": "x"}, {"role": "u", "content": [{"type": "image_url"}]}]|[1].content[0] must be a text
          [{"thought": ["x", "y"]}]|[0].thought[0] must be a text
          """)
  void says_where_it_is_wrong(String json, String message) {
    assertThatThrownBy(() -> of(json)).isInstanceOf(TranscriptException.class).hasMessage(message);
  }

  @Test
  void finds_the_turns_in_a_text() {
    assertThat(
            said(
                Transcript.inText(
                    "\n\nHuman: Hi\n\nHow are you?\n\nAssistant: Fine.\n\nHuman: Ok\n\nAssistant:")))
        .containsExactly("USER Hi\n\nHow are you?", "ASSISTANT Fine.", "USER Ok");
    assertThat(said(Transcript.inText("Human: Hi\n\nAssistant: Yes")))
        .containsExactly("USER Hi", "ASSISTANT Yes");
    assertThat(
            said(
                Transcript.inText(
                    "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n")))
        .containsExactly("SYSTEM Be brief.", "USER Hi");
  }

  @Test
  void takes_no_other_text_for_a_dialogue() {
    for (String text :
        List.of(
            "",
            "Human: alone",
            "The form is\n\nHuman: x\n\nAssistant: y",
            "Human beings\n\nAssistant: y",
            "Human: one\nAssistant: the same line of thought",
            "<|im_start|>user\nHi<|im_end|> and more",
            "<|im_start|>")) {
      assertThat(Transcript.inText(text)).as(text).isNull();
    }
  }

  @Test
  void stays_fast_whatever_the_text() {
    for (String hostile :
        List.of(
            "\n".repeat(200_000),
            "\n\nHuman:".repeat(20_000),
            "<|im_start|>".repeat(20_000),
            "<|im_start|>user\n" + "x".repeat(200_000),
            "Human: " + "\n\n".repeat(100_000))) {
      long started = nanos();
      Transcript.inText(hostile);
      assertThat(Duration.ofNanos(nanos() - started)).isLessThan(Duration.ofSeconds(1));
    }
  }

  /** Processor time of this thread, which other work on the machine does not lengthen. */
  private static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
