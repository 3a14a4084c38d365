package dev.agon.cli.input;

import dev.agon.server.exchange.rows.Columns;
import dev.agon.server.exchange.rows.Field;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** An option for each column that an import can read: {@code --left-text COLUMN}. */
public final class ColumnOptions implements IModelTransformer {
  private static final String HEADING = "%nColumns, by default of the same names:%n";

  @Override
  public CommandSpec transform(CommandSpec command) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder().exclusive(false).validate(false).heading(HEADING);
    for (Field field : Field.values()) {
      group.addArg(
          OptionSpec.builder(name(field))
              .paramLabel("COLUMN")
              .type(String.class)
              .description("Column of " + field.meaning() + ".")
              .build());
    }
    return command.addArgGroup(group.build());
  }

  /** The columns that a command line names. */
  public static Columns named(ParseResult line) {
    Map<Field, String> named = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      String column = line.matchedOptionValue(name(field), "");
      if (!column.isEmpty()) {
        named.put(field, column);
      }
    }
    return new Columns(named);
  }

  private static String name(Field field) {
    return "--" + field.column().replace('_', '-');
  }
}
