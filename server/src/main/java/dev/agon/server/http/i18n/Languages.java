package dev.agon.server.http.i18n;

import com.ibm.icu.util.LocaleMatcher;
import com.ibm.icu.util.LocalePriorityList;
import com.ibm.icu.util.ULocale;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which language a reader gets the pages: as they chose on this device, or else as their browser
 * asks.
 */
public final class Languages {
  private static final String COOKIE = "agon_language";
  private static final Duration LIFE = Duration.ofDays(400);

  /** The most characters of an Accept-Language header that are looked at. */
  private static final int LONGEST = 400;

  private static final List<ULocale> OURS =
      InterfaceLanguage.ALL.stream().map(l -> ULocale.forLanguageTag(l.tag())).toList();

  private static final LocaleMatcher MATCHER =
      LocaleMatcher.builder().setSupportedULocales(OURS).setDefaultULocale(OURS.getFirst()).build();

  private Languages() {}

  /** The language of the answer to a request. */
  public static InterfaceLanguage of(RoutingContext context) {
    InterfaceLanguage chosen = chosen(context);
    return chosen != null ? chosen : accepted(context.request().getHeader("Accept-Language"));
  }

  /** What the reader chose on this device, or null. */
  public static @Nullable InterfaceLanguage chosen(RoutingContext context) {
    Cookie cookie = context.request().getCookie(COOKIE);
    return cookie == null ? null : InterfaceLanguage.known(cookie.getValue());
  }

  /** The best of our languages for an Accept-Language header. */
  static InterfaceLanguage accepted(@Nullable String header) {
    if (header == null) {
      return InterfaceLanguage.ALL.getFirst();
    }
    try {
      LocalePriorityList wanted =
          LocalePriorityList.add(header.substring(0, Math.min(LONGEST, header.length()))).build();
      return InterfaceLanguage.of(MATCHER.getBestMatch(wanted).toLanguageTag());
    } catch (IllegalArgumentException e) {
      return InterfaceLanguage.ALL.getFirst();
    }
  }

  /**
   * Keeps a choice on this device.
   *
   * @param path that all pages lie under
   */
  public static void keep(RoutingContext context, InterfaceLanguage language, String path) {
    context
        .response()
        .addCookie(
            Cookie.cookie(COOKIE, language.tag())
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setPath(path + "/")
                .setMaxAge(LIFE.toSeconds()));
  }
}
