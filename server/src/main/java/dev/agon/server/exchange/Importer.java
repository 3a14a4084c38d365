package dev.agon.server.exchange;

import dev.agon.server.exchange.load.ImportSessionStore;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.sql.DatabaseAddress;
import java.util.List;

/**
 * Imports files into studies, all or nothing, in constant memory.
 *
 * @param address the migrated database
 */
public record Importer(DatabaseAddress address) {
  /**
   * One import, not yet begun. Close it when it is over.
   *
   * @param sources are read once, one after another
   */
  public ImportRun prepare(ImportRequest request, List<Source> sources, ImportProgress progress) {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("no file to import");
    }
    return new ImportRun(new ImportSessionStore(address), request, List.copyOf(sources), progress);
  }
}
