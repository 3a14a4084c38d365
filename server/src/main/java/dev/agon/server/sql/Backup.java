package dev.agon.server.sql;

import dev.agon.numeric.Digests;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;

/**
 * Writes a database into one file: a zip with a manifest and, for each table, its rows in COPY's
 * text format. Everything is of one moment, and memory does not grow with the data.
 */
public final class Backup {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Settings under which rows have one text, whatever server and session wrote them. */
  static final String TEXT_SETTINGS =
      """
      set local datestyle = 'ISO'; set local intervalstyle = 'iso_8601';
      set local timezone = 'UTC'; set local extra_float_digits = 1; set local bytea_output = 'hex';
      set local statement_timeout = 0; set local lock_timeout = 0;
      set local idle_in_transaction_session_timeout = 0""";

  private Backup() {}

  /**
   * Writes a backup; the file appears whole or not at all, for its owner's eyes only.
   *
   * @throws DatabaseException when the file exists, or the database cannot be read
   */
  public static BackupManifest write(DatabaseAddress address, Path file) {
    if (Files.exists(file)) {
      throw new DatabaseException(file + " exists already: choose another name");
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try (Connection connection = Migrations.connect(address)) {
      BackupManifest manifest = write(connection, unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } catch (SQLException e) {
      throw new DatabaseException("cannot read " + address + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DatabaseException("cannot write " + file + ": " + e, e);
    } finally {
      discard(unfinished);
    }
  }

  private static void discard(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new DatabaseException("cannot remove " + unfinished + ": " + e, e);
    }
  }

  private static BackupManifest write(Connection connection, Path file)
      throws SQLException, IOException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(TEXT_SETTINGS);
    }
    Map<String, Integer> versions = SchemaHistory.applied(connection);
    if (versions.isEmpty()) {
      throw new DatabaseException("this database has no tables of Agon");
    }
    try (FileChannel channel = create(file);
        ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
      BackupManifest manifest = write(connection, List.copyOf(versions.keySet()).getLast(), zip);
      zip.finish();
      channel.force(true);
      return manifest;
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE),
        Folders.OWNER_ONLY);
  }

  private static BackupManifest write(Connection connection, String schema, ZipOutputStream zip)
      throws SQLException, IOException {
    List<BackupManifest.TableCopy> copies = new ArrayList<>();
    for (Catalog.Table table : Catalog.tables(connection)) {
      copies.add(copy(connection, table, zip));
    }
    // Read last: a sequence knows no transactions and is never behind the rows copied.
    List<BackupManifest.SequenceValue> sequences = new ArrayList<>();
    for (Catalog.Sequence sequence : Catalog.sequences(connection)) {
      Long last = sequence.lastValue();
      if (last != null) {
        sequences.add(new BackupManifest.SequenceValue(sequence.name(), last));
      }
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    BackupManifest manifest = new BackupManifest(schema, now, copies, sequences);
    zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
    zip.write(manifest.toJson().encodePrettily().getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
    return manifest;
  }

  private static BackupManifest.TableCopy copy(
      Connection connection, Catalog.Table table, ZipOutputStream zip)
      throws SQLException, IOException {
    BackupManifest.TableCopy unknown =
        new BackupManifest.TableCopy(table.name(), table.columns(), 0, 0, "");
    zip.putNextEntry(new ZipEntry(unknown.entry()));
    MessageDigest digest = Digests.sha256();
    Counting counted = new Counting(zip);
    // Not closed: that would close the zip.
    OutputStream out =
        new BufferedOutputStream(new DigestOutputStream(counted, digest), BUFFER_BYTES);
    long rows =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy " + table.copied() + " to stdout", out);
    out.flush();
    zip.closeEntry();
    String sha256 = Digests.hex(digest);
    return new BackupManifest.TableCopy(table.name(), table.columns(), rows, counted.bytes, sha256);
  }

  /** Counts the bytes that pass. */
  private static final class Counting extends FilterOutputStream {
    private long bytes;

    private Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      bytes += length;
    }
  }
}
