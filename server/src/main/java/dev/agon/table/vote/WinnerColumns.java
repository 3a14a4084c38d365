package dev.agon.table.vote;

import dev.agon.preference.Outcome;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import java.util.Collection;
import java.util.List;

/** Winners in three columns of 0 and 1, as Chatbot Arena's rows are published for prediction. */
final class WinnerColumns {
  private static final String LEFT = "winner_model_a";
  private static final String RIGHT = "winner_model_b";
  private static final String TIE = "winner_tie";

  private WinnerColumns() {}

  static boolean among(Collection<String> names) {
    return names.containsAll(List.of(LEFT, RIGHT, TIE));
  }

  static Outcome outcome(Row row) throws RowProblem {
    boolean left = one(row, LEFT);
    boolean right = one(row, RIGHT);
    boolean tie = one(row, TIE);
    if ((left ? 1 : 0) + (right ? 1 : 0) + (tie ? 1 : 0) != 1) {
      throw row.problem(LEFT, "not one of it, " + RIGHT + " and " + TIE + " is 1");
    }
    return left ? Outcome.FIRST : right ? Outcome.SECOND : Outcome.TIE;
  }

  private static boolean one(Row row, String column) throws RowProblem {
    String text = row.text(column);
    return switch (text) {
      case "1", "1.0", "true" -> true;
      case "0", "0.0", "false" -> false;
      default -> throw row.problem(column, "'" + text + "' is not 0 or 1");
    };
  }
}
