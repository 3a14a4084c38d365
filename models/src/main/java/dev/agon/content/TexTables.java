package dev.agon.content;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands in rows and columns. */
final class TexTables {
  private static final Map<String, String[]> BRACKETED =
      Map.of(
          "pmatrix", new String[] {"(", ")"},
          "bmatrix", new String[] {"[", "]"},
          "Bmatrix", new String[] {"{", "}"},
          "vmatrix", new String[] {"|", "|"},
          "Vmatrix", new String[] {"‖", "‖"},
          "cases", new String[] {"{", "."},
          "rcases", new String[] {".", "}"});
  private static final Set<String> TABLES =
      Set.of(
          "matrix",
          "smallmatrix",
          "array",
          "aligned",
          "align",
          "align*",
          "alignat",
          "alignedat",
          "gather",
          "gather*",
          "gathered",
          "split",
          "equation",
          "equation*",
          "multline",
          "multline*",
          "eqnarray",
          "eqnarray*",
          "subarray");

  private final TexParser parser;
  private final TexReader in;

  TexTables(TexParser parser) {
    this.parser = parser;
    this.in = parser.in;
  }

  String environment() throws TexUnknown {
    String name = in.braced();
    String[] brackets = BRACKETED.get(name);
    if (brackets == null && !TABLES.contains(name)) {
      throw new TexUnknown("environment " + name);
    }
    if (Set.of("array", "alignat", "alignedat", "subarray").contains(name)) {
      in.braced();
    }
    while (in.command().equals("hline")) {
      in.skip("hline");
    }
    String table = table(name, parser.rows());
    if (!in.command().equals("end")) {
      throw new TexUnknown("no end");
    }
    in.skip("end");
    if (!in.braced().equals(name)) {
      throw new TexUnknown("another end");
    }
    return brackets == null
        ? table
        : "<mrow>"
            + TexCommands.fence(brackets[0], "")
            + table
            + TexCommands.fence(brackets[1], "")
            + "</mrow>";
  }

  String substack() throws TexUnknown {
    if (!in.take("{")) {
      throw new TexUnknown("no {");
    }
    String table = table("gathered", parser.rows());
    if (!in.take("}")) {
      throw new TexUnknown("no }");
    }
    return table;
  }

  /** A table; its class says how its columns stand. */
  static String table(String environment, List<List<String>> rows) {
    String kind =
        environment.startsWith("align")
                || environment.startsWith("split")
                || environment.startsWith("eqn")
            ? "aligned"
            : environment.endsWith("cases") ? "cases" : "matrix";
    StringBuilder table = new StringBuilder("<mtable class=\"" + kind + "\"");
    table.append(kind.equals("aligned") ? " displaystyle=\"true\">" : ">");
    for (List<String> row : rows) {
      table.append("<mtr>");
      row.forEach(cell -> table.append("<mtd><mrow>").append(cell).append("</mrow></mtd>"));
      table.append("</mtr>");
    }
    return table.append("</mtable>").toString();
  }
}
