package dev.agon.cli.help;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lets the text of help flow: descriptions are written in lines of source code, and shown as one
 * sentence, which also stands in the list of commands, and a paragraph.
 */
public final class HelpText {
  private HelpText() {}

  /** Sets the descriptions of a command and of all below it. */
  public static void flow(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.description(flowing(usage.description()));
    command.getSubcommands().values().forEach(HelpText::flow);
  }

  private static String[] flowing(String[] lines) {
    String text = String.join(" ", lines).strip();
    int end = sentenceEnd(text);
    List<String> parts = new ArrayList<>();
    parts.add(text.substring(0, end));
    if (end < text.length()) {
      parts.add(text.substring(end).strip());
    }
    return parts.toArray(String[]::new);
  }

  /** After the first full stop that a blank and a capital follow. */
  private static int sentenceEnd(String text) {
    for (int k = 0; k + 2 < text.length(); k++) {
      if (text.charAt(k) == '.'
          && text.charAt(k + 1) == ' '
          && Character.isUpperCase(text.charAt(k + 2))) {
        return k + 1;
      }
    }
    return text.length();
  }
}
