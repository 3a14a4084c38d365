package dev.agon.server.http.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de-AT, en;q=0.5 | de",
        "fr-CH, de-AT;q=0.8, en;q=0.5 | fr",
        "en;q=0.3, ar-EG;q=0.9 | ar",
        "zh-CN,zh;q=0.9 | zh-Hans",
        "zh-Hans-SG | zh-Hans",
        "sw, fr;q=0.1 | fr",
        "sw | en",
        "* | en",
        "xx,,;;-- | en",
        "'' | en"
      })
  void gives_the_best_of_our_languages_for_what_a_browser_accepts(String header, String tag) {
    assertThat(Languages.accepted(header).tag()).isEqualTo(tag);
  }

  @Test
  void takes_english_without_a_header_and_reads_no_header_of_any_length() {
    assertThat(Languages.accepted(null).tag()).isEqualTo("en");
    assertThat(Languages.accepted("de," + "x-y-z;q=0.1,".repeat(2_000)).tag()).isIn("de", "en");
  }

  @ParameterizedTest
  @CsvSource({
    "ar,rtl",
    "he,rtl",
    "fa,rtl",
    "ur-PK,rtl",
    "ps,rtl",
    "ckb,rtl",
    "dv,rtl",
    "yi,rtl",
    "sd,rtl",
    "ug,rtl",
    "az-Arab,rtl",
    "ku-Arab,rtl",
    "pa-Arab,rtl",
    "uz-Arab-AF,rtl",
    "syr,rtl",
    "nqo,rtl",
    "ar-Latn,ltr",
    "ku-Latn,ltr",
    "az-Cyrl,ltr",
    "zh-Hant,ltr",
    "en,auto",
    "de-CH,auto",
    "ku,auto",
    "az,auto",
    "und,auto",
    "x,auto",
    "'',auto",
    "not a tag,auto"
  })
  void tells_the_direction_of_a_text_by_its_language_tag(String tag, String direction) {
    assertThat(TextDirection.of(tag)).isEqualTo(direction);
  }

  @Test
  void chooses_among_plurals_by_the_rules_of_the_language() {
    InterfaceLanguage arabic = InterfaceLanguage.of("ar");
    assertThat(List.of(0, 1, 2, 3, 11, 100).stream().map(n -> arabic.plurals().select(n)))
        .containsExactly("zero", "one", "two", "few", "many", "other");
    assertThat(InterfaceLanguage.of("fr").plurals().select(0)).isEqualTo("one");
    assertThat(InterfaceLanguage.of("zh-Hans").plurals().select(1)).isEqualTo("other");
  }

  @Test
  void writes_numbers_as_the_language_does() {
    List<String> written =
        InterfaceLanguage.ALL.stream().map(l -> l.numbers().format(1234567.85, 1)).toList();
    assertThat(written)
        .containsExactly(
            "1,234,567.8", "1.234.567,8", "1\u202f234\u202f567,8", "1,234,567.8", "1,234,567.8");
  }
}
