package dev.agon.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.xml.sax.InputSource;

class TexTest {
  /** What people and models write, a formula each. */
  static final List<String> KNOWN =
      """
      x^2 + y_1
      x_i^{2n}
      \\frac{a}{b} + \\dfrac12
      \\sqrt[3]{x} + \\sqrt 2
      \\sum_{i=1}^n i = \\frac{n(n+1)}{2}
      \\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}
      \\mathbb{R}^n \\ni x, \\mathcal{L}, \\mathfrak{g}, \\mathbf{w}^\\top x
      |x| = \\begin{cases} x & \\text{if } x > 0 \\\\ -x & \\text{otherwise} \\end{cases}
      \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}
      \\begin{align*} a &= b \\\\ c &= d \\end{align*}
      a &= b \\\\ &= c
      \\begin{array}{c|c} 1 & 2 \\end{array}
      \\boxed{42}
      \\left( \\frac12 \\middle| x \\right]
      \\left\\{ x \\in A : f(x) \\neq 0 \\right\\}
      \\left. \\frac{df}{dx} \\right|_{x=0}
      \\operatorname{argmax}_\\theta p(x \\mid \\theta)
      \\operatorname*{arg\\,min}_{x} f(x)
      \\hat{y} + \\vec v \\cdot \\overline{AB} + \\widehat{ABC} + \\dot x
      \\binom{n}{k} \\pmod{5} \\bmod 2
      \\lim_{x \\to 0} \\frac{\\sin x}{x} = 1
      \\nabla \\times \\mathbf{E} = -\\frac{\\partial \\mathbf{B}}{\\partial t}
      90^\\circ, 50\\%, \\$5, f'(x), f''
      \\underbrace{a + b}_{n} \\overset{!}{=} \\underset{x}{\\max}
      \\xrightarrow{f} \\Rightarrow \\iff \\mapsto
      \\bigl( x \\bigr) \\Big| \\|x\\|_2
      \\textcolor{red}{x} \\color{blue} y
      \\sum\\limits_{k} \\sum\\nolimits_{k}
      1{,}000 + 3.14
      \\sum_{\\substack{i<j \\\\ j<n}} a_{ij}
      \\not= \\not\\in
      \\mathrm{d}x \\; \\mathrm{kg}
      \\displaystyle \\prod_{k=1}^{n} k \\tag{1}
      _2F_1
      """
          .lines()
          .map(String::strip)
          .toList();

  static final List<String> UNKNOWN =
      List.of(
          "\\newcommand{\\x}{\\x\\x}\\x",
          "\\def\\x{\\x}\\x",
          "\\href{javascript:alert(1)}{x}",
          "\\includegraphics{x}",
          "\\unknown",
          "{",
          "}",
          "{x",
          "x}",
          "\\frac{1}",
          "\\left( x",
          "\\right)",
          "\\begin{align} x",
          "\\begin{align} x \\end{array}",
          "x_1_2",
          "^",
          "$",
          "%",
          "\\",
          "a & b }",
          "\\text{\\input{x}}",
          "\\sqrt[3{x}",
          "\\text{",
          "\\begin",
          " ",
          "");

  @ParameterizedTest
  @FieldSource("KNOWN")
  void turns_what_people_write_into_well_formed_elements(String tex) throws Exception {
    String mathml = Tex.toMathml(tex, true);

    assertThat(mathml).as(tex).isNotNull();
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(mathml)));
    assertThat(document.getDocumentElement().getAttribute("display")).isEqualTo("block");
    for (String two : List.of("mfrac", "msub", "msup", "munder", "mover", "mroot")) {
      var elements = document.getElementsByTagName(two);
      for (int k = 0; k < elements.getLength(); k++) {
        assertThat(elements.item(k).getChildNodes().getLength())
            .as(two + " in " + mathml)
            .isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("UNKNOWN")
  void leaves_everything_else_alone(String tex) {
    assertThat(Tex.toMathml(tex, false)).isNull();
  }

  @Test
  void says_what_is_meant() {
    assertThat(Tex.toMathml("x^2", false))
        .isEqualTo("<math><mrow><msup><mi>x</mi><mrow><mn>2</mn></mrow></msup></mrow></math>");
    assertThat(Tex.toMathml("\\mathbb{R}", false)).contains("<mi>ℝ</mi>");
    assertThat(Tex.toMathml("\\mathbf{x}\\boldsymbol{\\theta}", false)).contains("𝐱", "𝛉");
    assertThat(Tex.toMathml("\\sum_{i}^n", true)).contains("<munderover><mo>∑</mo>");
    assertThat(Tex.toMathml("\\int_0^1", true)).contains("<msubsup><mo>∫</mo>");
    assertThat(Tex.toMathml("\\frac12", false)).contains("<mfrac><mn>1</mn><mn>2</mn></mfrac>");
    assertThat(Tex.toMathml("\\left(x\\right)", false)).contains("<mo stretchy=\"true\">(</mo>");
    assertThat(Tex.toMathml("\\sin x", false)).contains("<mi>sin</mi><mspace");
    assertThat(Tex.toMathml("\\neq", false)).contains("≠");
  }

  @Test
  void holds_nothing_of_the_formula_but_escaped_text() {
    for (String hostile :
        List.of(
            "<script>alert(1)</script>",
            "\\text{<img src=x onerror=alert(1)>}",
            "a\"b<c",
            "\\operatorname{<b>}",
            "\\tag{<script>}",
            "\\left< x \\right>")) {
      String mathml = Tex.toMathml(hostile, false);
      if (mathml != null) {
        assertThat(mathml).doesNotContain("<script", "<img", "<b>");
      }
    }
  }

  @Test
  void stays_fast_and_shallow_whatever_the_text() {
    for (String hostile :
        List.of(
            "{".repeat(5_000),
            "\\frac".repeat(1_000),
            "x^".repeat(2_500),
            "\\left(".repeat(800),
            "\\begin{matrix}".repeat(350),
            "a&".repeat(2_500),
            "\\sqrt[".repeat(800),
            "'".repeat(5_000),
            "\\not".repeat(1_200),
            "\\mathbf".repeat(700),
            "{}".repeat(2_500),
            "\\\\".repeat(2_500))) {
      long started = nanos();
      Tex.toMathml(hostile, true);
      assertThat(Duration.ofNanos(nanos() - started))
          .as(hostile.substring(0, 12))
          .isLessThan(Duration.ofMillis(500));
    }
    assertThat(Tex.toMathml("x".repeat(Tex.LONGEST + 1), false)).isNull();
  }

  /** Processor time of this thread, which other work on the machine does not lengthen. */
  private static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
