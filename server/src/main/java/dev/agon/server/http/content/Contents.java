package dev.agon.server.http.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.jknack.handlebars.EscapingStrategy;
import dev.agon.content.Transcript;
import dev.agon.content.TranscriptException;
import dev.agon.content.Turn;
import dev.agon.content.Turn.Kind;
import dev.agon.content.Turn.Part;
import dev.agon.content.Turn.Speaker;
import dev.agon.question.Json;
import dev.agon.server.http.i18n.TextDirection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * What is judged, as HTML that can do nothing: one text in Markdown, the turns of a dialogue, the
 * steps of a trajectory. It is in no language: who speaks is a mark that {@link #labelled} fills.
 */
public final class Contents {
  /** A part with more characters is folded at first. */
  private static final int LONG = 1_500;

  private static final int BEGINNING = 100;

  /** Of longer dialogues the turns before the last {@link #LATEST} are folded. */
  private static final int MANY = 6;

  private static final int LATEST = 4;

  /** What stands for a text in which nothing can be seen. */
  private static final String NOTHING = "<div class=\"nothing\">" + mark("empty", 0) + "</div>";

  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  private static final Pattern MARK =
      Pattern.compile("<span data-role=\"([a-z]+)\"(?: data-count=\"(\\d+)\")?>(?=</span>)");

  private static final PolicyFactory ALLOWED =
      Markdown.ALLOWED.and(
          new HtmlPolicyBuilder()
              .allowElements("div", "details", "summary", "span", "pre")
              .allowAttributes("class")
              .matching(
                  Pattern.compile(
                      "turns|said|role|nothing|turn (?:user|assistant|system|tool|other|step)"))
              .onElements("div")
              .allowAttributes("class")
              .matching(Pattern.compile("earlier|part (?:thought|action|observation)"))
              .onElements("details")
              .allowAttributes("open")
              .matching(Pattern.compile("(?:open)?"))
              .onElements("details")
              .allowAttributes("class")
              .matching(Pattern.compile("wrapped"))
              .onElements("pre")
              .allowAttributes("class")
              .matching(Pattern.compile("plain"))
              .onElements("p")
              .allowAttributes("data-role")
              .matching(Pattern.compile("[a-z]{1,20}"))
              .onElements("span")
              .allowAttributes("data-count")
              .matching(Pattern.compile("\\d{1,6}"))
              .onElements("span")
              .allowAttributes("dir")
              .matching(Pattern.compile("auto"))
              .onElements("div", "span")
              .toFactory());

  private Contents() {}

  /**
   * A prompt or response.
   *
   * @param text all of it as one text
   * @param turns its turns or steps as JSON; null for a text, which may still hold a dialogue
   * @param language a BCP 47 tag
   */
  public static String toSafeHtml(String text, @Nullable String turns, String language) {
    Transcript transcript = turns == null ? Transcript.inText(text) : read(turns);
    return transcript == null
        ? written(text)
        : ALLOWED.sanitize(html(transcript, TextDirection.of(language).equals("auto")));
  }

  /** A text that is not Markdown, as it was written. */
  public static String plain(String text) {
    return isEmpty(text) ? NOTHING : "<p class=\"plain\">" + escaped(text) + "</p>";
  }

  /** Whether nothing of a text can be seen: it has no characters, or only spaces and marks. */
  public static boolean isEmpty(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                Character.isWhitespace(c)
                    || Character.isSpaceChar(c)
                    || Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT);
  }

  /**
   * Markdown, unless nothing would be seen of it: an empty text says so, another shows its source.
   */
  private static String written(String text) {
    if (isEmpty(text)) {
      return NOTHING;
    }
    String html = Markdown.toSafeHtml(text);
    boolean seen = html.contains("<hr") || !isEmpty(TAG.matcher(html).replaceAll(""));
    return seen ? html : asItIs(text);
  }

  /** What was rendered before, once more without anything that it may not hold. */
  public static String sanitised(String html) {
    return ALLOWED.sanitize(html);
  }

  /**
   * The same with words for who speaks.
   *
   * @param words the words for a role and a count, 0 where nothing is counted
   */
  public static String labelled(String html, BiFunction<String, Integer, String> words) {
    return MARK.matcher(html)
        .replaceAll(
            mark -> {
              int count = mark.group(2) == null ? 0 : Integer.parseInt(mark.group(2));
              return Matcher.quoteReplacement(
                  mark.group() + escaped(words.apply(mark.group(1), count)));
            });
  }

  /** What was stored is read again; what cannot be is shown as a text. */
  private static @Nullable Transcript read(String turns) {
    try {
      return Transcript.of(Json.parse(turns));
    } catch (JsonProcessingException | TranscriptException e) {
      return null;
    }
  }

  private static String html(Transcript transcript, boolean auto) {
    List<Turn> turns = transcript.turns();
    StringBuilder html = new StringBuilder("<div class=\"turns\">");
    boolean folds = turns.size() > MANY && turns.stream().noneMatch(Turn::isStep);
    int earlier = folds ? turns.size() - LATEST : 0;
    if (folds) {
      html.append("<details class=\"earlier\"><summary>").append(mark("earlier", earlier));
      html.append("</summary>");
    }
    for (int k = 0; k < turns.size(); k++) {
      if (folds && k == earlier) {
        html.append("</details>");
      }
      append(html, turns.get(k), k + 1, auto);
    }
    return html.append("</div>").toString();
  }

  private static void append(StringBuilder html, Turn turn, int number, boolean auto) {
    String side = turn.isStep() ? "step" : turn.speaker().name().toLowerCase(Locale.ROOT);
    html.append("<div class=\"turn ").append(side).append("\"><div class=\"role\">");
    html.append(turn.isStep() ? mark("step", number) : who(turn));
    if (!turn.name().isEmpty()) {
      html.append(" <span class=\"name\" dir=\"auto\">").append(escaped(turn.name()));
      html.append("</span>");
    }
    html.append("</div>");
    for (Part part : turn.parts()) {
      append(html, turn, part, auto);
    }
    html.append("</div>");
  }

  private static String who(Turn turn) {
    return turn.speaker() == Speaker.OTHER
        ? "<span class=\"name\" dir=\"auto\">" + escaped(turn.role()) + "</span>"
        : mark(turn.speaker().name().toLowerCase(Locale.ROOT), 0);
  }

  private static void append(StringBuilder html, Turn turn, Part part, boolean auto) {
    String said =
        "<div class=\"said\"" + (auto ? " dir=\"auto\"" : "") + ">" + body(turn, part) + "</div>";
    if (part.kind() == Kind.SAID) {
      html.append(said);
      return;
    }
    String word = part.kind().word();
    boolean open = part.text().length() <= LONG;
    html.append("<details class=\"part ").append(word).append(open ? "\" open=\"\">" : "\">");
    html.append("<summary>").append(mark(word, 0));
    if (!open) {
      html.append(" <span class=\"beginning\" dir=\"auto\">").append(beginning(part.text()));
      html.append(" …</span>");
    }
    html.append("</summary>").append(said).append("</details>");
  }

  /** People and models write Markdown; what tools say and are told stays as it is. */
  private static String body(Turn turn, Part part) {
    return switch (part.kind()) {
      case ACTION ->
          "<pre tabindex=\"0\" class=\"wrapped\"><code"
              + (part.structured() ? " class=\"language-json\">" : ">")
              + escaped(part.text())
              + "</code></pre>";
      case OBSERVATION -> asItIs(part.text());
      case SAID -> turn.speaker() == Speaker.TOOL ? asItIs(part.text()) : written(part.text());
      case THOUGHT -> written(part.text());
    };
  }

  private static String asItIs(String text) {
    return isEmpty(text)
        ? NOTHING
        : "<pre tabindex=\"0\" class=\"wrapped\">" + escaped(text) + "</pre>";
  }

  private static String beginning(String text) {
    return escaped(text.substring(0, text.offsetByCodePoints(0, BEGINNING)).replace('\n', ' '));
  }

  private static String mark(String role, int count) {
    return "<span data-role=\"%s\"%s></span>"
        .formatted(role, count == 0 ? "" : " data-count=\"" + count + "\"");
  }

  private static String escaped(String text) {
    return EscapingStrategy.HTML_ENTITY.escape(text).toString();
  }
}
