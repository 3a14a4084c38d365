package dev.agon.server.exchange.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers errors until there are enough to work on. */
public final class ImportErrors {
  /** How many are told at once. */
  public static final int LIMIT = 20;

  private final List<ImportError> errors = new ArrayList<>();

  public void add(ImportError error) throws ImportRefused {
    errors.add(error);
    if (errors.size() >= LIMIT) {
      refuseIfAny();
    }
  }

  public void refuseIfAny() throws ImportRefused {
    if (!errors.isEmpty()) {
      errors.sort(
          Comparator.comparing(ImportError::file)
              .thenComparingLong(ImportError::line)
              .thenComparingInt(ImportError::column));
      throw new ImportRefused(errors);
    }
  }
}
