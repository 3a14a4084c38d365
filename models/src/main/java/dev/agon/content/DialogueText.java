package dev.agon.content;

import dev.agon.content.Turn.Kind;
import dev.agon.content.Turn.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the turns of a dialogue that was written down as one text. */
final class DialogueText {
  private static final Pattern SPEAKER = Pattern.compile("(?:\\A\\n*+|\\n\\n)(Human|Assistant):");
  private static final Pattern MARKED =
      Pattern.compile(
          "<\\|im_start\\|>([a-z]{1,20})\\n(.*?)(?:<\\|im_end\\|>\\s*+|\\z)", Pattern.DOTALL);

  private DialogueText() {}

  static @Nullable Transcript read(String text) {
    List<Turn> turns = text.startsWith("<|im_start|>") ? marked(text) : spoken(text);
    return turns.isEmpty() || turns.size() > Transcript.MOST ? null : new Transcript(turns);
  }

  /** At least two speak; the last may have been left to answer. */
  private static List<Turn> spoken(String text) {
    Matcher speaker = SPEAKER.matcher(text);
    if (!speaker.find() || speaker.start() != 0) {
      return List.of();
    }
    List<Turn> turns = new ArrayList<>();
    int speakers = 0;
    boolean more = true;
    while (more) {
      String role = speaker.group(1);
      int from = speaker.end();
      more = speaker.find();
      speakers++;
      add(turns, role, text.substring(from, more ? speaker.start() : text.length()), !more);
    }
    return speakers < 2 ? List.of() : turns;
  }

  private static List<Turn> marked(String text) {
    Matcher turn = MARKED.matcher(text);
    List<Turn> turns = new ArrayList<>();
    int end = 0;
    while (end < text.length() && turn.find() && turn.start() == end) {
      end = turn.end();
      add(turns, turn.group(1), turn.group(2), end == text.length());
    }
    return end == text.length() ? turns : List.of();
  }

  private static void add(List<Turn> turns, String role, String said, boolean last) {
    if (!last || !said.isBlank()) {
      turns.add(new Turn(role, "", List.of(new Part(Kind.SAID, said.strip(), false))));
    }
  }
}
