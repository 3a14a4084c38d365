package dev.agon.server.annotator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The languages that a person can name as the one they read best. */
final class ReadingLanguages {
  /**
   * A language.
   *
   * @param tag BCP 47
   * @param name in the language itself
   */
  record Language(String tag, String name) {}

  static final List<Language> ALL =
      List.of(
          new Language("ar", "العربية"),
          new Language("bn", "বাংলা"),
          new Language("cs", "Čeština"),
          new Language("da", "Dansk"),
          new Language("de", "Deutsch"),
          new Language("el", "Ελληνικά"),
          new Language("en", "English"),
          new Language("es", "Español"),
          new Language("fa", "فارسی"),
          new Language("fi", "Suomi"),
          new Language("fr", "Français"),
          new Language("he", "עברית"),
          new Language("hi", "हिन्दी"),
          new Language("hu", "Magyar"),
          new Language("id", "Bahasa Indonesia"),
          new Language("it", "Italiano"),
          new Language("ja", "日本語"),
          new Language("ko", "한국어"),
          new Language("nl", "Nederlands"),
          new Language("no", "Norsk"),
          new Language("pl", "Polski"),
          new Language("pt", "Português"),
          new Language("ro", "Română"),
          new Language("ru", "Русский"),
          new Language("sv", "Svenska"),
          new Language("sw", "Kiswahili"),
          new Language("ta", "தமிழ்"),
          new Language("th", "ไทย"),
          new Language("tr", "Türkçe"),
          new Language("uk", "Українська"),
          new Language("ur", "اردو"),
          new Language("vi", "Tiếng Việt"),
          new Language("zh", "中文"));

  private ReadingLanguages() {}

  /** The tag when it is one of ours. */
  static @Nullable String known(String tag) {
    return ALL.stream().anyMatch(language -> language.tag().equals(tag)) ? tag : null;
  }
}
