package dev.agon.content;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a formula into MathML from left to right. */
final class TexParser {
  private static final int DEEPEST = 40;
  private static final int MOST = 4_000;

  final TexReader in;
  private final TexCommands commands;
  private TexAlphabet alphabet = TexAlphabet.PLAIN;
  private int depth;
  private int made;

  TexParser(String tex) {
    this.in = new TexReader(tex);
    this.commands = new TexCommands(this);
  }

  /**
   * A piece of a formula.
   *
   * @param limits whether what stands at it goes above and below
   * @param function whether it is a name that its argument follows
   */
  record Atom(String mathml, boolean limits, boolean function) {
    static Atom of(String mathml) {
      return new Atom(mathml, false, false);
    }
  }

  /** The whole formula; of several lines, a table. */
  String whole() throws TexUnknown {
    List<List<String>> rows = rows();
    if (in.peek() != 0) {
      throw new TexUnknown("unmatched " + in.peek());
    }
    return rows.size() == 1 && rows.getFirst().size() == 1
        ? "<mrow>" + rows.getFirst().getFirst() + "</mrow>"
        : TexTables.table("aligned", rows);
  }

  /** Cells between &amp; in rows between two backslashes, up to the end of what they stand in. */
  List<List<String>> rows() throws TexUnknown {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    while (true) {
      row.add(row());
      if (in.take("&")) {
        continue;
      }
      rows.add(row);
      if (!in.command().equals("\\")) {
        break;
      }
      in.skip("\\");
      in.star();
      if (in.peek() == '[') {
        in.take("[");
        until("]");
      }
      row = new ArrayList<>();
    }
    if (rows.size() > 1 && rows.getLast().equals(List.of(""))) {
      rows.removeLast();
    }
    return rows;
  }

  /** Everything up to an end that is not its own. */
  String row() throws TexUnknown {
    StringBuilder row = new StringBuilder();
    boolean afterFunction = false;
    while (!atEnd()) {
      char next = in.peek();
      Atom atom = scripted();
      if (afterFunction && next != '(' && next != '[') {
        row.append("<mspace width=\"0.1667em\"></mspace>");
      }
      row.append(atom.mathml());
      afterFunction = atom.function();
    }
    return row.toString();
  }

  private boolean atEnd() {
    char next = in.peek();
    return next == 0
        || next == '}'
        || next == '&'
        || (next == '\\' && List.of("\\", "end", "right", "middle").contains(in.command()));
  }

  /** A row up to a sign, which is taken. */
  String until(String end) throws TexUnknown {
    StringBuilder row = new StringBuilder();
    while (!in.take(end)) {
      if (atEnd()) {
        throw new TexUnknown("no " + end);
      }
      row.append(scripted().mathml());
    }
    return row.toString();
  }

  /** An atom with what stands at it. */
  private Atom scripted() throws TexUnknown {
    if (++made > MOST) {
      throw new TexUnknown("too much");
    }
    char first = in.peek();
    Atom base = first == '^' || first == '_' || first == '\'' ? Atom.of("<mrow></mrow>") : atom();
    boolean limits = base.limits();
    while (in.command().equals("limits") || in.command().equals("nolimits")) {
      limits = in.command().equals("limits");
      in.skip(in.command());
    }
    String below = null;
    StringBuilder above = new StringBuilder();
    while (in.peek() == '^' || in.peek() == '_' || in.peek() == '\'') {
      if (in.take("'")) {
        above.append("<mo>′</mo>");
      } else if (in.take("^")) {
        above.append(argument());
      } else if (below == null) {
        in.take("_");
        below = argument();
      } else {
        throw new TexUnknown("two below");
      }
    }
    String at = above.isEmpty() ? null : "<mrow>" + above + "</mrow>";
    return new Atom(scripts(base.mathml(), below, at, limits), false, base.function());
  }

  private static String scripts(
      String base, @Nullable String below, @Nullable String above, boolean limits) {
    if (below == null && above == null) {
      return base;
    }
    String name =
        below == null
            ? limits ? "mover" : "msup"
            : above == null ? limits ? "munder" : "msub" : limits ? "munderover" : "msubsup";
    return "<%s>%s%s%s</%s>"
        .formatted(name, base, below == null ? "" : below, above == null ? "" : above, name);
  }

  /** What a command is applied to: a group, or one atom. */
  String argument() throws TexUnknown {
    if (in.peek() == 0 || in.peek() == '}') {
      throw new TexUnknown("no argument");
    }
    return in.peek() >= '0' && in.peek() <= '9' ? digits(in.next()) : atom().mathml();
  }

  /** An argument in another alphabet. */
  String argument(TexAlphabet other) throws TexUnknown {
    TexAlphabet before = alphabet;
    alphabet = other;
    try {
      return argument();
    } finally {
      alphabet = before;
    }
  }

  private Atom atom() throws TexUnknown {
    if (++depth > DEEPEST) {
      throw new TexUnknown("too deep");
    }
    try {
      String command = in.command();
      if (!command.isEmpty()) {
        in.skip(command);
        return commands.read(command);
      }
      return sign();
    } finally {
      depth--;
    }
  }

  private Atom sign() throws TexUnknown {
    char next = in.peek();
    if (in.take("{")) {
      String group = row();
      if (!in.take("}")) {
        throw new TexUnknown("no }");
      }
      return Atom.of("<mrow>" + group + "</mrow>");
    }
    if (next >= '0' && next <= '9') {
      return Atom.of(digits(in.number()));
    }
    if ("#$%\\\"".indexOf(next) >= 0) {
      throw new TexUnknown("sign " + next);
    }
    if (in.take("~")) {
      return Atom.of("<mspace width=\"0.25em\"></mspace>");
    }
    String sign = in.next();
    return Atom.of(
        Character.isLetter(sign.codePointAt(0))
            ? letter(sign)
            : operator(sign.equals("-") ? "−" : sign));
  }

  private String digits(String number) {
    StringBuilder mapped = new StringBuilder();
    number.codePoints().forEach(digit -> mapped.append(alphabet.of(digit)));
    return "<mn>" + mapped + "</mn>";
  }

  /** A letter as it stands in a formula: upright only where it is said. */
  String letter(String letter) {
    String upright = alphabet == TexAlphabet.UPRIGHT ? " mathvariant=\"normal\"" : "";
    return "<mi" + upright + ">" + Tex.escaped(alphabet.of(letter.codePointAt(0))) + "</mi>";
  }

  /** A sign between others; brackets that nobody has paired keep their size. */
  static String operator(String sign) {
    boolean bracket = "()[]|‖/".contains(sign) || "⟨⟩⌊⌋⌈⌉{}".contains(sign);
    return "<mo" + (bracket ? " stretchy=\"false\"" : "") + ">" + Tex.escaped(sign) + "</mo>";
  }
}
