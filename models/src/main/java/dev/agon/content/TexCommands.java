package dev.agon.content;

import dev.agon.content.TexParser.Atom;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What begins with a backslash. */
final class TexCommands {
  private static final Set<String> TEXTS =
      Set.of(
          "text",
          "textrm",
          "textbf",
          "textit",
          "textsf",
          "texttt",
          "mbox",
          "hbox",
          "textnormal",
          "emph");
  private static final Set<String> SIZES =
      Set.of(
          "big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr",
          "Biggr", "bigm", "Bigm", "biggm", "Biggm");
  private static final Set<String> SILENT =
      Set.of("displaystyle", "textstyle", "scriptstyle", "nonumber", "notag", "strut", "mathstrut");
  private static final Set<String> AS_IT_IS =
      Set.of(
          "mathop", "mathrel", "mathbin", "mathord", "mathopen", "mathclose", "mathpunct", "smash");

  private final TexParser parser;
  private final TexReader in;
  private final TexTables tables;

  TexCommands(TexParser parser) {
    this.parser = parser;
    this.in = parser.in;
    this.tables = new TexTables(parser);
  }

  Atom read(String command) throws TexUnknown {
    Atom named = named(command);
    if (named != null) {
      return named;
    }
    TexAlphabet alphabet = TexAlphabet.of(command);
    if (alphabet != null) {
      return Atom.of(parser.argument(alphabet));
    }
    if (TEXTS.contains(command)) {
      return Atom.of(text(in.braced()));
    }
    if (SIZES.contains(command)) {
      return Atom.of(
          fence(
              delimiter(),
              command.startsWith("b") && !command.startsWith("bigg") ? "1.2em" : "2em"));
    }
    if (SILENT.contains(command)) {
      return Atom.of("");
    }
    if (AS_IT_IS.contains(command)) {
      return Atom.of(parser.argument());
    }
    return Atom.of(built(command));
  }

  /** A command that stands for a sign or a name. */
  private @Nullable Atom named(String command) throws TexUnknown {
    String sign = TexSymbols.letter(command);
    if (sign != null) {
      return Atom.of(parser.letter(sign));
    }
    sign = TexSymbols.operator(command);
    if (sign != null) {
      return Atom.of(TexParser.operator(sign));
    }
    sign = TexSymbols.large(command);
    if (sign != null) {
      return new Atom("<mo>" + sign + "</mo>", true, false);
    }
    sign = TexSymbols.integral(command);
    if (sign != null) {
      return Atom.of("<mo>" + sign + "</mo>");
    }
    sign = TexSymbols.blank(command);
    if (sign != null || command.isBlank()) {
      return Atom.of("<mspace width=\"%s\"></mspace>".formatted(sign == null ? "0.25em" : sign));
    }
    if (TexSymbols.isFunction(command)) {
      return new Atom("<mi>" + command + "</mi>", false, true);
    }
    if (TexSymbols.takesLimits(command)) {
      return limits(command);
    }
    return accented(command);
  }

  private static Atom limits(String name) {
    return new Atom("<mo movablelimits=\"true\">" + Tex.escaped(name) + "</mo>", true, true);
  }

  private @Nullable Atom accented(String command) throws TexUnknown {
    String sign = TexSymbols.accent(command);
    boolean brace = command.endsWith("brace");
    if (sign != null) {
      boolean wide = command.startsWith("over") || command.startsWith("wide") || brace;
      return new Atom(
          "<mover accent=\"true\">%s<mo stretchy=\"%s\">%s</mo></mover>"
              .formatted(parser.argument(), wide, sign),
          brace,
          false);
    }
    sign = TexSymbols.below(command);
    if (sign != null) {
      return new Atom(
          "<munder>%s<mo stretchy=\"true\">%s</mo></munder>".formatted(parser.argument(), sign),
          brace,
          false);
    }
    sign = command.equals("|") ? "‖" : TexSymbols.fence(command);
    return sign == null || command.equals(".") ? null : Atom.of(TexParser.operator(sign));
  }

  private String built(String command) throws TexUnknown {
    return switch (command) {
      case "frac", "cfrac" -> fraction("");
      case "dfrac" -> "<mstyle displaystyle=\"true\">" + fraction("") + "</mstyle>";
      case "tfrac" -> "<mstyle displaystyle=\"false\">" + fraction("") + "</mstyle>";
      case "binom", "dbinom", "tbinom" ->
          "<mrow>" + fence("(", "") + fraction(" linethickness=\"0\"") + fence(")", "") + "</mrow>";
      case "sqrt" -> root();
      case "left" -> fenced();
      case "begin" -> tables.environment();
      case "operatorname" ->
          in.star() ? limits(name()).mathml() : "<mi>" + Tex.escaped(name()) + "</mi>";
      case "overset", "stackrel" -> swapped("mover");
      case "underset" -> swapped("munder");
      case "xrightarrow" -> "<mover><mo stretchy=\"true\">→</mo>" + parser.argument() + "</mover>";
      case "xleftarrow" -> "<mover><mo stretchy=\"true\">←</mo>" + parser.argument() + "</mover>";
      case "boxed", "fbox" -> "<mrow class=\"boxed\">" + parser.argument() + "</mrow>";
      case "phantom" -> "<mphantom>" + parser.argument() + "</mphantom>";
      case "not" -> negated();
      case "bmod" -> "<mo>mod</mo>";
      case "pmod", "mod" -> modulo(command);
      case "tag" ->
          "<mspace width=\"2em\"></mspace><mtext>(" + Tex.escaped(in.braced()) + ")</mtext>";
      case "hspace", "mspace" -> {
        in.braced();
        yield "<mspace width=\"1em\"></mspace>";
      }
      case "color" -> {
        in.braced();
        yield "";
      }
      case "textcolor" -> {
        in.braced();
        yield parser.argument();
      }
      case "substack" -> tables.substack();
      default -> throw new TexUnknown("command " + command);
    };
  }

  private String fraction(String attributes) throws TexUnknown {
    return "<mfrac" + attributes + ">" + parser.argument() + parser.argument() + "</mfrac>";
  }

  private String root() throws TexUnknown {
    if (in.take("[")) {
      String degree = "<mrow>" + parser.until("]") + "</mrow>";
      return "<msup><mrow></mrow>" + degree + "</msup>" + rooted();
    }
    return rooted();
  }

  /**
   * Not {@code msqrt}: browsers draw its sign only with a font for mathematics, and without the
   * sign it says something else.
   */
  private String rooted() throws TexUnknown {
    return "<mrow class=\"root\"><mo class=\"sign\" stretchy=\"false\">√</mo>"
        + parser.argument()
        + "</mrow>";
  }

  private String swapped(String name) throws TexUnknown {
    String at = parser.argument();
    return "<" + name + ">" + parser.argument() + at + "</" + name + ">";
  }

  private String negated() throws TexUnknown {
    String sign = parser.argument();
    if (!sign.startsWith("<mo")) {
      throw new TexUnknown("not before " + sign);
    }
    return sign.replace("</mo>", "\u0338</mo>");
  }

  private String modulo(String command) throws TexUnknown {
    String of = "<mo lspace=\"0\" rspace=\"0.3em\">mod</mo>" + parser.argument();
    return "<mspace width=\"0.6em\"></mspace>"
        + (command.equals("mod") ? of : TexParser.operator("(") + of + TexParser.operator(")"));
  }

  /** A name of letters, with blanks or stars in it. */
  private String name() throws TexUnknown {
    String name =
        in.braced().replaceAll("\\\\[,;: !]", " ").replaceAll("\\\\(?:mathrm|rm|text)\\b|[{}]", "");
    if (!name.matches("[\\p{L}\\p{N} *+.-]{1,60}")) {
      throw new TexUnknown("name " + name);
    }
    return name.strip();
  }

  private static String text(String words) throws TexUnknown {
    String plain = words.replaceAll("\\\\([%&$#_{} ])", "$1");
    if (plain.indexOf('\\') >= 0 || plain.indexOf('$') >= 0) {
      throw new TexUnknown("text " + words);
    }
    return "<mtext>"
        + Tex.escaped(plain.replace(' ', '\u00a0').replace('~', '\u00a0'))
        + "</mtext>";
  }

  /** A bracket for left, right or big; empty for none. */
  private String delimiter() throws TexUnknown {
    String command = in.command();
    if (!command.isEmpty()) {
      in.skip(command);
    }
    String sign =
        command.equals("|") ? "‖" : TexSymbols.fence(command.isEmpty() ? in.next() : command);
    if (sign == null) {
      throw new TexUnknown("no bracket");
    }
    return sign.equals(".") ? "" : sign;
  }

  static String fence(String sign, String size) {
    if (sign.isEmpty() || sign.equals(".")) {
      return "";
    }
    String sized = size.isEmpty() ? "" : " minsize=\"%s\" maxsize=\"%s\"".formatted(size, size);
    return "<mo stretchy=\"true\"" + sized + ">" + Tex.escaped(sign) + "</mo>";
  }

  private String fenced() throws TexUnknown {
    StringBuilder all = new StringBuilder("<mrow>").append(fence(delimiter(), ""));
    all.append("<mrow>").append(parser.row()).append("</mrow>");
    while (in.command().equals("middle")) {
      in.skip("middle");
      all.append(fence(delimiter(), "")).append("<mrow>").append(parser.row()).append("</mrow>");
    }
    if (!in.command().equals("right")) {
      throw new TexUnknown("no right");
    }
    in.skip("right");
    return all.append(fence(delimiter(), "")).append("</mrow>").toString();
  }
}
