package dev.agon.server.exchange;

import java.util.ArrayList;
import java.util.List;

/** Gathers errors until there are enough to work on. */
final class ImportErrors {
  /** How many are told at once. */
  static final int LIMIT = 20;

  private final List<ImportError> errors = new ArrayList<>();

  void add(ImportError error) throws ImportRefused {
    errors.add(error);
    if (errors.size() >= LIMIT) {
      throw new ImportRefused(errors);
    }
  }

  void refuseIfAny() throws ImportRefused {
    if (!errors.isEmpty()) {
      throw new ImportRefused(errors);
    }
  }
}
