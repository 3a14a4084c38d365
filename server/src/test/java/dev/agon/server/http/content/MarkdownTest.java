package dev.agon.server.http.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MarkdownTest {
  static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "<ScRiPt src=//evil.example/x.js></sCrIpT>",
          "<img src=x onerror=alert(1)>",
          "<svg onload=alert(1)>",
          "<svg><script>alert(1)</script></svg>",
          "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
          "<a href=\"javascript:alert(1)\">x</a>",
          "<style>@import '//evil.example'</style>",
          "<body onload=alert(1)>",
          "<form action=//evil.example><input name=password></form>",
          "<meta http-equiv=refresh content='0;url=//evil.example'>",
          "<base href=//evil.example>",
          "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
          "<<script>script>alert(1)<</script>/script>",
          "\"><script>alert(1)</script>",
          "'-alert(1)-'",
          "</textarea><script>alert(1)</script>",
          "</script><script>alert(1)</script>",
          "<!--><script>alert(1)</script>-->",
          "<![CDATA[<script>alert(1)</script>]]>",
          "[x](javascript:alert(1))",
          "[x](JaVaScRiPt:alert(1))",
          "[x](java\nscript:alert(1))",
          "[x](&#106;avascript:alert(1))",
          "[x](\u0001javascript:alert(1))",
          "[x](%20javascript:alert(1))",
          "[x](vbscript:msgbox(1))",
          "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
          "[x](file:///etc/passwd)",
          "[x](//evil.example \"onmouseover=alert(1)\")",
          "[x](https://a.example \"' onmouseover='alert(1)\")",
          "[x][r]\n\n[r]: javascript:alert(1)",
          "<javascript:alert(1)>",
          "![x](javascript:alert(1))",
          "![x](https://evil.example/beacon.png)",
          "![x\" onerror=\"alert(1)](https://evil.example/x)",
          "![a ![b](https://evil.example/b) c](https://evil.example/a)",
          "[![x](https://evil.example/x)](javascript:alert(1))",
          "`<script>alert(1)</script>`",
          "```html\n<script>alert(1)</script>\n```",
          "```\" onmouseover=\"alert(1)\ncode\n```",
          "    <script>alert(1)</script>",
          "# <script>alert(1)</script>",
          "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | d |",
          "> <script>alert(1)</script>",
          "- <script>alert(1)</script>",
          "&lt;script&gt;alert(1)&lt;/script&gt;",
          "&#60;script&#62;alert(1)&#60;/script&#62;",
          "\u202e<script>alert(1)</script>",
          "$<script>alert(1)</script>$",
          "$$<img src=x onerror=alert(1)>$$",
          "$$\n<svg onload=alert(1)>\n$$",
          "\\(\\text{<script>alert(1)</script>}\\)",
          "\\[\n\\href{javascript:alert(1)}{x}\n\\]",
          "$\\operatorname{<b>}$ $\\boxed{<script>}$",
          "$</math><script>alert(1)</script>$",
          "$\\unknown{</code><script>alert(1)</script>}$",
          "```language-x\" onclick=\"alert(1)\n<script>alert(1)</script>\n```",
          "```x onclick=alert(1)\ncode\n```",
          "<script\u0000>alert(1)</script>",
          "{{constructor.constructor('alert(1)')()}}",
          "<div style=\"background:url(//evil.example)\">x</div>",
          "<p id=main class=site-header>x</p>");

  private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)([^>]*)>");
  private static final Pattern ATTRIBUTES =
      Pattern.compile(
          "( (class=\"(math|formula|boxed|root|sign|language-[A-Za-z0-9_+#.-]+)\"|href=\"(https?|mailto):[^\"<>]*\"|target=\"_blank\"|rel=\"noopener noreferrer nofollow\""
              + "|start=\"\\d+\"|tabindex=\"0\"|display=\"block\"|stretchy=\"(true|false)\"|align=\"(left|center|right)\"))*( /)?");
  private static final List<String> TAGS =
      List.of(
          "p",
          "h3",
          "h4",
          "h5",
          "h6",
          "ul",
          "ol",
          "li",
          "blockquote",
          "pre",
          "code",
          "em",
          "strong",
          "hr",
          "br",
          "table",
          "thead",
          "tbody",
          "tr",
          "th",
          "td",
          "a",
          "math",
          "mrow",
          "mi",
          "mn",
          "mo",
          "mtext",
          "mspace",
          "mfrac",
          "msqrt",
          "msub",
          "msup",
          "msubsup",
          "span");

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void leaves_only_allowed_tags_and_attributes(String hostile) {
    for (String text :
        List.of(hostile, "**" + hostile + "**", "a " + hostile + " b", hostile + hostile)) {
      assertHarmless(Markdown.toSafeHtml(text));
    }
  }

  static void assertHarmless(String rendered) {
    // The sanitiser breaks up what a template language in the browser would read.
    String html = rendered.replace("<!-- -->", "");
    Matcher tags = TAG.matcher(html);
    while (tags.find()) {
      assertThat(tags.group(2)).as(html).isIn(TAGS);
      assertThat(tags.group(3)).as(html).matches(ATTRIBUTES);
    }
    assertThat(TAG.matcher(html).replaceAll("")).as(html).doesNotContain("<");
    assertThat(html.toLowerCase(Locale.ROOT))
        .doesNotContain("<script", "<img", "href=\"javascript");
  }

  @Test
  void renders_what_models_write() {
    String html =
        Markdown.toSafeHtml(
            """
            # Title

            Some *em* and **strong** `code`.

            3. three
            4. four

            | a | b |
            |:--|--:|
            | 1 | 2 |

            ```python
            print("<b>")
            ```

            > quote

            [link](https://a.example/?x=1&y=2) and <https://b.example>
            """);

    assertThat(html)
        .contains("<h3>Title</h3>", "<em>em</em>", "<strong>strong</strong>", "<code>code</code>")
        .contains("<ol start=\"3\">", "<table tabindex=\"0\">", "align=\"right\"")
        .contains(
            "<pre tabindex=\"0\"><code class=\"language-python\">print(&#34;&lt;b&gt;&#34;)",
            "<blockquote>")
        .contains("href=\"https://a.example/?x&#61;1&amp;y&#61;2\"", "target=\"_blank\"")
        .contains("rel=\"noopener noreferrer nofollow\"");
  }

  @Test
  void draws_formulas_and_leaves_sums_of_money_alone() {
    assertThat(Markdown.toSafeHtml("So $x^2$, \\(y\\) and $$z$$."))
        .isEqualTo(
            "<p>So <math><mrow><msup><mi>x</mi><mrow><mn>2</mn></mrow></msup></mrow></math>,"
                + " <math><mrow><mi>y</mi></mrow></math> and"
                + " <span class=\"formula\"><math display=\"block\"><mrow><mi>z</mi></mrow></math></span>.</p>\n");
    assertThat(Markdown.toSafeHtml("It is:\n\\[\na_1\n- b_1 * c\n= d\n\\]\nSo *it* is."))
        .startsWith("<p>It is:</p>\n<p class=\"formula\"><math display=\"block\">")
        .contains("<mo>−</mo>", "<msub><mi>a</mi><mn>1</mn></msub>", "<p>So <em>it</em> is.</p>");
    assertThat(Markdown.toSafeHtml("- one\n\n  $$\n  x\n  $$\n- two"))
        .contains("<li>", "<p class=\"formula\">", "two");
    for (String plain :
        List.of(
            "$5 and $10",
            "US$5-US$10",
            "$ x $",
            "a $5$6 b",
            "`$x$`",
            "    $x$",
            "\\$x\\$",
            "$$",
            "\\(x")) {
      assertThat(Markdown.toSafeHtml(plain)).as(plain).doesNotContain("<math");
    }
  }

  @Test
  void shows_a_formula_that_it_does_not_know_as_it_was_written() {
    assertThat(Markdown.toSafeHtml("$\\newthing{x}_1*a*$"))
        .isEqualTo("<p><code class=\"math\">$\\newthing{x}_1*a*$</code></p>\n");
    assertThat(Markdown.toSafeHtml("$$\nnever *ended*\n\nnext"))
        .isEqualTo("<p>$$\nnever <em>ended</em></p>\n<p>next</p>\n");
  }

  @Test
  void turns_images_into_links() {
    assertThat(Markdown.toSafeHtml("![a *cat*](https://a.example/cat.png)"))
        .contains("<a href=\"https://a.example/cat.png\"", "a <em>cat</em></a>")
        .doesNotContain("<img");
  }

  @Test
  void keeps_only_the_text_of_links_that_lead_nowhere_else() {
    assertThat(Markdown.toSafeHtml("[a](/admin/logout) [b](x.html) [c](//d.example) [e](#f) [g]()"))
        .isEqualTo("<p>a b c e g</p>\n");
    assertThat(Markdown.toSafeHtml("[![in](https://a.example/i.png) out](https://b.example)"))
        .contains("href=\"https://b.example\"", ">in out</a>")
        .doesNotContain("a.example");
  }

  @Test
  void leaves_no_level_of_headings_out() {
    assertThat(Markdown.toSafeHtml("#### a\n\n# b\n\n### c\n\n###### d"))
        .containsSubsequence("<h3>a</h3>", "<h3>b</h3>", "<h4>c</h4>", "<h5>d</h5>");
  }

  static final List<String> PATHOLOGICAL =
      List.of(
          ">".repeat(100_000),
          "- ".repeat(50_000),
          "[".repeat(100_000),
          "![".repeat(50_000),
          "*a **a ".repeat(14_000),
          "*".repeat(100_000),
          "_a__".repeat(25_000),
          "`a``".repeat(25_000),
          "[a](".repeat(25_000),
          "<a ".repeat(33_000),
          "<!--".repeat(25_000),
          "a](b".repeat(25_000),
          "&".repeat(100_000),
          "|".repeat(100_000) + "\n" + "|-".repeat(50_000),
          "| a ".repeat(5_000) + "|\n" + "|-".repeat(5_000) + "|\n" + "| b |\n".repeat(10_000),
          "\\".repeat(100_000),
          "[a]: b\n".repeat(14_000),
          "1. ".repeat(33_000),
          "\u0000".repeat(100_000),
          "\t".repeat(100_000),
          "x".repeat(100_000),
          "$".repeat(100_000),
          "$a ".repeat(33_000),
          "$$a ".repeat(25_000),
          "$a$".repeat(33_000),
          "\\(".repeat(50_000),
          "\\(a ".repeat(25_000),
          "\\(\\[".repeat(25_000),
          "$$\na\n\n".repeat(12_000),
          "\\[\n".repeat(30_000),
          "> $$\n".repeat(10_000),
          "$" + "{".repeat(4_900) + "$");

  @ParameterizedTest(name = "{index}")
  @FieldSource("PATHOLOGICAL")
  void stays_fast_whatever_the_text(String text) {
    Markdown.toSafeHtml("warm *up*");
    long started = nanos();
    assertHarmless(Markdown.toSafeHtml(text));
    assertThat(Duration.ofNanos(nanos() - started)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void shows_a_very_long_text_as_it_is() {
    assertThat(Markdown.toSafeHtml("<b>" + "*a*".repeat(100_000)))
        .startsWith("<pre tabindex=\"0\">&lt;b&gt;*a**a*")
        .endsWith("</pre>");
  }

  /** Processor time of this thread, which other work on the machine does not lengthen. */
  private static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
