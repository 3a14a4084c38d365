package dev.agon.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

class ChromiumTest {
  @Test
  void barriers_of_a_page_are_found() {
    try (Chromium chromium = Chromium.start();
        BrowserContext window = chromium.window(800, 600, ColorScheme.LIGHT)) {
      Page page = window.newPage();
      page.setContent(
          "<html lang=en><title>x</title><main><h1>x</h1><img src=x>"
              + "<p style='color:#ccc'>pale</p></main>");

      assertThat(Chromium.violations(page))
          .anySatisfy(line -> assertThat(line).startsWith("image-alt: "))
          .anySatisfy(line -> assertThat(line).startsWith("color-contrast: "));
    }
  }
}
