package dev.agon.server.study.settings;

import dev.agon.server.core.Setting;
import dev.agon.server.core.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where a form and the settings in force say different things. */
final class SettingsDiff {
  /**
   * A field.
   *
   * @param field its name
   * @param now what is in force, empty for a box that is not ticked
   */
  record Difference(String field, String now) {}

  private SettingsDiff() {}

  static List<Difference> between(Settings inForce, Map<String, String> sent) {
    Map<String, String> now = SettingsForm.values(inForce);
    List<Difference> differences = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      String name = setting.column();
      String before = now.getOrDefault(name, "");
      String after = sent.getOrDefault(name, "").replace("\r\n", "\n").strip();
      if (!before.equals(after)) {
        differences.add(new Difference(name, before));
      }
    }
    return differences;
  }
}
