package dev.agon.server.exchange.read;

import java.util.List;
import java.util.stream.Collectors;

/** Files that cannot be imported; nothing was written. */
public final class ImportRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<ImportError> errors;

  public ImportRefused(List<ImportError> errors) {
    super(errors.stream().map(ImportError::toString).collect(Collectors.joining("\n")));
    this.errors = List.copyOf(errors);
  }

  public ImportRefused(String file, String message) {
    this(List.of(ImportError.ofFile(file, message)));
  }

  /** By file and line, at most {@link ImportErrors#LIMIT}. */
  public List<ImportError> errors() {
    return errors;
  }
}
