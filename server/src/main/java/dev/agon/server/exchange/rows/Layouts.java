package dev.agon.server.exchange.rows;

import dev.agon.table.Row;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files as others publish them, known by their columns where none were named: an arena's votes with
 * whole conversations, and pairs of a chosen and a rejected response.
 */
public final class Layouts {
  private static final Map<Field, String> ARENA =
      Map.of(
          Field.LEFT_TEXT, "conversation_a",
          Field.RIGHT_TEXT, "conversation_b",
          Field.LEFT, "model_a",
          Field.RIGHT, "model_b",
          Field.PROMPT_ID, "question_id",
          Field.ANNOTATOR, "judge",
          Field.TIME, "tstamp");
  private static final Map<Field, String> CHOSEN =
      Map.of(Field.LEFT_TEXT, "chosen", Field.RIGHT_TEXT, "rejected");

  private final Columns own;
  private final Columns arena;
  private final Columns chosen;
  private final boolean constants;
  private final Set<String> notes = new LinkedHashSet<>();

  public Layouts(Columns own) {
    this.own = own;
    this.arena = with(own, ARENA);
    this.chosen = with(own, CHOSEN);
    this.constants =
        own.constants().containsKey(Field.LEFT) || own.constants().containsKey(Field.RIGHT);
  }

  /** What the columns of a row are called. */
  public RowFields fields(Row row) {
    Columns columns = has(row, ARENA) ? arena : has(row, CHOSEN) ? chosen : own;
    boolean nameless =
        columns.isNamed(Field.LEFT_TEXT)
            && columns.isNamed(Field.RIGHT_TEXT)
            && !row.cells().containsKey(columns.name(Field.LEFT))
            && !row.cells().containsKey(columns.name(Field.RIGHT))
            && !columns.isNamed(Field.LEFT)
            && !columns.isNamed(Field.RIGHT)
            && !row.cells().containsKey(columns.name(Field.COMPARISON));
    if (!nameless || constants) {
      return new RowFields(row, columns);
    }
    String left = columns.name(Field.LEFT_TEXT);
    String right = columns.name(Field.RIGHT_TEXT);
    notes.add(
        "the rows name no generators: those of the column %s are called '%s', those of %s '%s'; --left-name and --right-name call them otherwise"
            .formatted(left, left, right, right));
    return new RowFields(row, columns.calling(left, right));
  }

  /** What a person should know of how rows were read. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Whether a row has both texts of a layout, and none of its own. */
  private boolean has(Row row, Map<Field, String> layout) {
    return !own.isNamed(Field.LEFT_TEXT)
        && !own.isNamed(Field.RIGHT_TEXT)
        && !row.cells().containsKey(Field.LEFT_TEXT.column())
        && row.cells().containsKey(layout.get(Field.LEFT_TEXT))
        && row.cells().containsKey(layout.get(Field.RIGHT_TEXT));
  }

  private static Columns with(Columns own, Map<Field, String> layout) {
    Map<Field, String> all = new EnumMap<>(layout);
    all.putAll(own.named());
    return new Columns(all, own.constants());
  }
}
