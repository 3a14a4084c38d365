package dev.agon.server.study.settings;

import dev.agon.server.study.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Where a form and the settings in force say different things. */
final class SettingsDiff {
  /**
   * A field.
   *
   * @param field its name
   * @param now what is in force, empty for a box that is not ticked
   */
  record Field(String field, String now) {}

  /** How the names begin of what a form leaves out when it is not ticked. */
  private static final List<String> BOXES = List.of("allow_", "board_", "show_");

  private SettingsDiff() {}

  static List<Field> fields(Settings inForce, Map<String, String> sent) {
    Map<String, String> now = SettingsForm.values(inForce);
    TreeSet<String> names = new TreeSet<>(now.keySet());
    sent.keySet().stream()
        .filter(name -> BOXES.stream().anyMatch(name::startsWith))
        .forEach(names::add);
    List<Field> fields = new ArrayList<>();
    for (String name : names) {
      String before = now.getOrDefault(name, "");
      String after = sent.getOrDefault(name, "").replace("\r\n", "\n").strip();
      if (!before.equals(after)) {
        fields.add(new Field(name, before));
      }
    }
    return fields;
  }
}
