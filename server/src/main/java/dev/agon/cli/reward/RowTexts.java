package dev.agon.cli.reward;

import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.Turns;

/**
 * The texts of a pair as a row has them. Of two responses that are turns, what both begin with is
 * the dialogue before them.
 *
 * @param prompt the dialogue before both; empty where they are no turns or share none
 */
record RowTexts(String prompt, String one, String other) {

  /** The texts of two columns. */
  static RowTexts of(Row row, String one, String other) throws RowProblem {
    if (!row.cell(one).value().isArray() || !row.cell(other).value().isArray()) {
      return new RowTexts("", row.said(one), row.said(other));
    }
    Turns a = row.turns(one);
    Turns b = row.turns(other);
    int shared = a.shared(b);
    if (shared == a.turns().size() && shared == b.turns().size()) {
      shared--;
    }
    return new RowTexts(prompt(a.until(shared)), a.from(shared).said(), b.from(shared).said());
  }

  /** A column's prompt: the only user's turn of several, or all of them. */
  static String prompt(Row row, String column) throws RowProblem {
    return row.cell(column).value().isArray() ? prompt(row.turns(column)) : row.said(column);
  }

  static String prompt(Turns turns) {
    String user = turns.firstUserTurn();
    return user.isEmpty() || turns.userTurns() > 1 ? turns.said() : user;
  }
}
