package dev.agon.content;

import java.util.List;
import java.util.Locale;

/**
 * One turn of a dialogue or step of a trajectory.
 *
 * @param role who speaks, as it came in; empty for a step that names nobody
 * @param name what a tool or person is called beside its role; may be empty
 * @param parts at least one
 */
public record Turn(String role, String name, List<Part> parts) {
  /** What a part of a turn is. */
  public enum Kind {
    SAID,
    THOUGHT,
    ACTION,
    OBSERVATION;

    /** As it is called in JSON. */
    public String word() {
      return this == SAID ? "content" : name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A part of a turn.
   *
   * @param structured whether it was no text but JSON, which {@code text} then writes out
   */
  public record Part(Kind kind, String text, boolean structured) {}

  /** Who speaks, whatever data sets call them. */
  public enum Speaker {
    USER,
    ASSISTANT,
    SYSTEM,
    TOOL,
    OTHER
  }

  /** Keeps a copy of the parts. */
  public Turn {
    parts = List.copyOf(parts);
  }

  /** Who speaks. */
  public Speaker speaker() {
    return switch (role.toLowerCase(Locale.ROOT)) {
      case "user", "human", "prompter" -> Speaker.USER;
      case "assistant", "ai", "bot", "model", "gpt" -> Speaker.ASSISTANT;
      case "system", "developer" -> Speaker.SYSTEM;
      case "tool", "function", "environment", "ipython" -> Speaker.TOOL;
      default -> Speaker.OTHER;
    };
  }

  /** Whether it is a step: what was thought, done or seen. */
  public boolean isStep() {
    return parts.stream().anyMatch(part -> part.kind() != Kind.SAID);
  }

  /** All of it as one text: the role before what was said, each part of a step on its own lines. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      text.append(part.kind() == Kind.SAID ? said() : part.kind().word()).append(": ");
      text.append(part.text());
    }
    return text.toString();
  }

  private String said() {
    String who = role.isEmpty() ? Kind.SAID.word() : role;
    return name.isEmpty() ? who : who + " (" + name + ")";
  }
}
