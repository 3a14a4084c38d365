package dev.agon.server.study.settings;

import dev.agon.server.core.Setting;
import dev.agon.server.core.Settings;
import dev.agon.server.http.input.PostedForm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The form of a study's settings, made of their description. */
final class SettingsForm {
  /** The most choices of a number that are listed rather than typed. */
  private static final int MOST_LISTED = 5;

  private SettingsForm() {}

  /**
   * A part of the page.
   *
   * @param name in keys of messages
   */
  record Part(String name, List<Block> blocks) {}

  /**
   * Fields that stand together.
   *
   * @param kind row for numbers beside each other, ticks for several boxes under one heading,
   *     single for fields below each other
   */
  record Block(String kind, List<Field> fields) {}

  /**
   * A field.
   *
   * @param type text, lines, number, list, radios or tick
   * @param most characters of a text; 0 for other types
   * @param words that can be chosen; empty stands for none
   */
  record Field(
      String name,
      String type,
      String value,
      @Nullable String error,
      boolean required,
      int most,
      List<String> words) {}

  /** Reads what was sent; what is wrong with it is noted in the form. */
  static Settings read(PostedForm form) {
    Map<Setting, Object> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String name = setting.column();
      @Nullable Object value =
          switch (setting.allowed()) {
            case Setting.Text text -> form.text(name, text.least(), text.most());
            case Setting.Whole number when number.optional() && form.raw(name).isBlank() -> null;
            case Setting.Whole number -> form.integer(name, number.least(), number.most());
            case Setting.Word word -> form.choice(name, word.words());
            case Setting.Tick tick -> form.checked(name);
          };
      if (value != null) {
        values.put(setting, value);
      }
    }
    return new Settings(values);
  }

  /**
   * Completes a form that asks some groups only by what is stored of the others, which it must not
   * send.
   *
   * @param asked the groups in the form
   */
  static void complete(PostedForm form, Set<Setting.Group> asked, Settings stored) {
    Map<String, String> others = values(stored);
    for (Setting setting : Setting.values()) {
      if (asked.contains(setting.group())) {
        others.remove(setting.column());
      } else if (form.checked(setting.column())) {
        form.wrong(setting.column(), "form.not-asked");
      }
    }
    form.fill(others);
  }

  /** The fields as a form would send the settings. */
  static Map<String, String> values(Settings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      @Nullable Object value = settings.value(setting);
      if (!(setting.allowed() instanceof Setting.Tick)) {
        values.put(setting.column(), value == null ? "" : value.toString());
      } else if (settings.isTicked(setting)) {
        values.put(setting.column(), "on");
      }
    }
    return values;
  }

  /** The page's parts with what was sent and what is wrong with it. */
  static List<Part> parts(
      Set<Setting.Group> asked, Map<String, String> sent, Map<String, String> errors) {
    Map<Setting.Group, List<Block>> parts = new EnumMap<>(Setting.Group.class);
    for (Setting setting : Setting.values()) {
      if (!asked.contains(setting.group())) {
        continue;
      }
      Field field = field(setting, sent, errors);
      String kind =
          switch (setting.allowed()) {
            case Setting.Whole number -> number.most() <= MOST_LISTED ? "single" : "row";
            case Setting.Word word -> "single";
            case Setting.Tick tick -> "ticks";
            case Setting.Text text -> "single";
          };
      List<Block> blocks = parts.computeIfAbsent(setting.group(), g -> new ArrayList<>());
      if (blocks.isEmpty() || !blocks.getLast().kind().equals(kind)) {
        blocks.add(new Block(kind, new ArrayList<>()));
      }
      blocks.getLast().fields().add(field);
    }
    return parts.entrySet().stream()
        .map(
            part ->
                new Part(
                    part.getKey().word(),
                    part.getValue().stream().map(SettingsForm::headed).toList()))
        .toList();
  }

  /** A box alone needs no heading. */
  private static Block headed(Block block) {
    return block.kind().equals("ticks") && block.fields().size() == 1
        ? new Block("single", block.fields())
        : block;
  }

  private static Field field(
      Setting setting, Map<String, String> sent, Map<String, String> errors) {
    String name = setting.column();
    return new Field(
        name,
        type(setting.allowed()),
        sent.getOrDefault(name, ""),
        errors.get(name),
        isRequired(setting),
        setting.allowed() instanceof Setting.Text text ? text.most() : 0,
        words(setting.allowed()));
  }

  private static boolean isRequired(Setting setting) {
    return switch (setting.allowed()) {
      case Setting.Text text -> text.least() > 0;
      case Setting.Whole number -> !number.optional();
      case Setting.Word word -> true;
      case Setting.Tick tick -> false;
    };
  }

  private static String type(Setting.Values allowed) {
    return switch (allowed) {
      case Setting.Text text -> text.isLong() ? "lines" : "text";
      case Setting.Whole number -> number.most() <= MOST_LISTED ? "list" : "number";
      case Setting.Word word -> word.explained() ? "radios" : "list";
      case Setting.Tick tick -> "tick";
    };
  }

  private static List<String> words(Setting.Values allowed) {
    return switch (allowed) {
      case Setting.Word word -> word.words();
      case Setting.Whole number when number.most() <= MOST_LISTED -> {
        List<String> words = new ArrayList<>(number.optional() ? List.of("") : List.of());
        IntStream.rangeClosed(number.least(), number.most())
            .mapToObj(Integer::toString)
            .forEach(words::add);
        yield List.copyOf(words);
      }
      case Setting.Text text -> List.of();
      case Setting.Whole number -> List.of();
      case Setting.Tick tick -> List.of();
    };
  }
}
