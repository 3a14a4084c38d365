package dev.agon.server.http;

import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.helper.ConditionalHelpers;
import dev.agon.server.http.content.Contents;
import dev.agon.server.http.content.Markdown;
import dev.agon.server.http.i18n.InterfaceLanguage;
import dev.agon.server.http.i18n.Messages;
import dev.agon.server.http.input.Documents;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What templates can call besides eq, neq, and, or, not, lt, gt. */
final class PageHelpers {
  static final String LANGUAGE = "language";
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

  private PageHelpers() {}

  static void register(Handlebars handlebars, Messages messages, Assets assets, String basePath) {
    handlebars.registerHelpers(ConditionalHelpers.class);
    handlebars.registerHelper(
        "t", (key, options) -> messages.get(language(options), key.toString(), list(options)));
    handlebars.registerHelper("has-text", (key, options) -> messages.has(key.toString()));
    handlebars.registerHelper("url", (path, options) -> basePath + joined(path, options));
    handlebars.registerHelper("concat", PageHelpers::joined);
    handlebars.registerHelper("otherwise", PageHelpers::otherwise);
    handlebars.registerHelper("range", PageHelpers::range);
    handlebars.registerHelper("at", PageHelpers::at);
    handlebars.registerHelper("among", PageHelpers::among);
    handlebars.registerHelper("holds", PageHelpers::holds);
    handlebars.registerHelper("scale", PageHelpers::scale);
    handlebars.registerHelper("letter-of", (place, options) -> letter('A', place));
    handlebars.registerHelper("side-of", (place, options) -> letter('a', place));
    handlebars.registerHelper("asset", (path, options) -> basePath + assets.url(path.toString()));
    handlebars.registerHelper("time", (time, options) -> time(time));
    handlebars.registerHelper("number", PageHelpers::number);
    handlebars.registerHelper("markdown", (text, options) -> markdown(text));
    handlebars.registerHelper("content", (html, options) -> content(html, options, messages));
    handlebars.registerHelper("judged", (text, options) -> judged(text, options, messages));
    handlebars.registerHelper(
        "forms", (key, options) -> messages.forms(language(options), key.toString()));
    handlebars.registerHelper("json", (value, options) -> json((Record) value));
    handlebars.registerHelperMissing(
        (value, options) -> {
          // A missing variable gets the model, a helper its first argument.
          if (value != options.context.model()) {
            throw new IllegalArgumentException("no helper named " + options.helperName);
          }
          return "";
        });
  }

  private static String language(Options options) {
    String language = options.data(LANGUAGE);
    return language == null ? Messages.FALLBACK : language;
  }

  private static List<@Nullable Object> list(Options options) {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (int i = 0; i < options.params.length; i++) {
      arguments.add(options.param(i));
    }
    return arguments;
  }

  /** {@code {{url "/studies/" slug "/board"}}}. */
  private static String joined(Object path, Options options) {
    StringBuilder url = new StringBuilder(path.toString());
    for (Object part : options.params) {
      url.append(part);
    }
    return url.toString();
  }

  /** {@code {{otherwise block.levels 3}}}: the first where there is one, else the second. */
  private static Object otherwise(@Nullable Object value, Options options) {
    return value == null || value == options.context.model() ? options.param(0) : value;
  }

  /** {@code {{#each (range 1 5)}}}: whole numbers, both ends included. */
  private static List<Integer> range(Object first, Options options) {
    int last = ((Number) options.param(0)).intValue();
    return IntStream.rangeClosed(((Number) first).intValue(), last).boxed().toList();
  }

  /**
   * {@code {{at ranks 2}}}: an entry of a list, counted from 1, or of an object, by its name;
   * nothing where there is none.
   */
  private static @Nullable Object at(@Nullable Object entries, Options options) {
    Object at = options.param(0);
    if ((entries instanceof JsonArray json ? json.getList() : entries) instanceof List<?> list) {
      return at instanceof Integer place && place >= 1 && place <= list.size()
          ? list.get(place - 1)
          : null;
    }
    return named(entries) instanceof Map<?, ?> map ? map.get(String.valueOf(at)) : null;
  }

  /** {@code {{#if (holds cell "value")}}}: whether an object names something, be it null. */
  private static boolean holds(@Nullable Object object, Options options) {
    return named(object) instanceof Map<?, ?> map && map.containsKey(options.<String>param(0));
  }

  private static @Nullable Object named(@Nullable Object object) {
    return object instanceof JsonObject json ? json.getMap() : object;
  }

  /** {@code {{#if (among tags "odd")}}}: whether a list has an entry. */
  private static boolean among(@Nullable Object list, Options options) {
    return (list instanceof JsonArray json ? json.getList() : list) instanceof List<?> entries
        && entries.contains(options.param(0));
  }

  /** {@code {{scale 5 block.anchors}}}: the class of a scale's layout. */
  private static String scale(Object points, Options options) {
    List<String> words =
        named(options.param(0)) instanceof Map<?, ?> anchors
            ? anchors.values().stream().map(String::valueOf).toList()
            : List.of();
    return ScaleLayout.of(((Number) points).intValue(), words);
  }

  /** The response at a place of the screen, counted from 1, as pages call it. */
  private static String letter(char first, @Nullable Object place) {
    return place instanceof Integer k ? Character.toString(first + k - 1) : "";
  }

  private static CharSequence time(@Nullable Object time) {
    Instant instant =
        switch (time) {
          case Instant i -> i;
          case OffsetDateTime t -> t.toInstant();
          case null -> null;
          default -> throw new IllegalArgumentException("not a time: " + time);
        };
    if (instant == null) {
      return "";
    }
    return new Handlebars.SafeString(
        "<time datetime=\""
            + instant
            + "\">"
            + SHOWN.format(instant.atOffset(ZoneOffset.UTC))
            + "</time>");
  }

  /** {@code {{number 12345.678 1}}} is 12,345.7. */
  private static CharSequence number(@Nullable Object value, Options options) {
    if (!(value instanceof Number number)) {
      return "";
    }
    int decimals = options.params.length > 0 ? options.param(0) : 0;
    return InterfaceLanguage.of(language(options)).numbers().format(number, decimals);
  }

  private static CharSequence markdown(@Nullable Object text) {
    return new Handlebars.SafeString(text == null ? "" : Markdown.toSafeHtml(text.toString()));
  }

  /** {@code {{content html}}}: what {@link Contents} made, with words for who speaks. */
  private static CharSequence content(@Nullable Object html, Options options, Messages messages) {
    if (!(html instanceof String rendered)) {
      return "";
    }
    String language = language(options);
    return new Handlebars.SafeString(
        Contents.labelled(
            Contents.sanitised(rendered),
            (role, count) -> messages.get(language, "content." + role, List.of(count))));
  }

  /** {@code {{judged text}}}: a prompt or response that is there as one text. */
  private static CharSequence judged(@Nullable Object text, Options options, Messages messages) {
    return text instanceof String written
        ? content(Contents.toSafeHtml(written, null, "und"), options, messages)
        : "";
  }

  /** For {@code <script type="application/json">}: no tag can be closed or opened from inside. */
  private static CharSequence json(Record value) {
    return new Handlebars.SafeString(
        Documents.text(value)
            .replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026"));
  }
}
