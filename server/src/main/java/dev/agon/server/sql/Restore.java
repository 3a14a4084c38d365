package dev.agon.server.sql;

import dev.agon.numeric.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.postgresql.PGConnection;

/** Loads a backup into a database in which nothing has been stored yet. */
public final class Restore {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LARGEST_MANIFEST_BYTES = 4 << 20;

  private final DatabaseAddress address;
  private final ZipFile zip;
  private final Path migrations;
  private final BackupManifest manifest;

  private Restore(DatabaseAddress address, ZipFile zip, Path migrations) throws IOException {
    this.address = address;
    this.zip = zip;
    this.migrations = migrations;
    this.manifest = manifest(zip);
  }

  /**
   * Brings the schema to the backup's version, loads the rows in one transaction, and migrates to
   * this code's version. After a failure the database is as empty as before.
   *
   * @throws DatabaseException when the database is not empty or in use, or the file is damaged or
   *     newer than this code
   */
  public static BackupManifest run(DatabaseAddress address, Path file) {
    return run(address, file, Migrations.folder());
  }

  static BackupManifest run(DatabaseAddress address, Path file, Path migrations) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Restore restore = new Restore(address, zip, migrations);
      restore.run();
      return restore.manifest;
    } catch (NoSuchFileException e) {
      throw new DatabaseException("there is no file " + file, e);
    } catch (ZipException e) {
      throw new DatabaseException(
          "cannot restore %s: it is not a backup, or it is damaged (%s)"
              .formatted(file, e.getMessage()),
          e);
    } catch (IOException | SQLException | DatabaseException e) {
      throw new DatabaseException("cannot restore %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static BackupManifest manifest(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(BackupManifest.ENTRY);
    if (entry == null) {
      throw new DatabaseException("it has no " + BackupManifest.ENTRY);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] json = in.readNBytes(LARGEST_MANIFEST_BYTES);
      return BackupManifest.parse(new String(json, StandardCharsets.UTF_8));
    }
  }

  private void run() throws IOException, SQLException {
    List<MigrationFile> files = MigrationFile.in(migrations);
    if (files.stream().noneMatch(file -> file.version().equals(manifest.schema()))) {
      throw new DatabaseException(
          "its schema has version %s, which this Agon does not know: use a newer Agon"
              .formatted(manifest.schema()));
    }
    try (Connection connection = Migrations.connect(address)) {
      requireUnused(connection);
      if (isNewer(SchemaHistory.applied(connection))) {
        clear(connection);
      }
      Migrations.run(address, migrations, manifest.schema());
      connection.setAutoCommit(false);
      load(connection);
      connection.commit();
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute("analyze");
      }
    }
    Migrations.run(address, migrations, null);
  }

  /** Whether the schema is past the backup's, from which no migration leads back. */
  private boolean isNewer(Map<String, Integer> applied) {
    return applied.containsKey(manifest.schema())
        && !List.copyOf(applied.keySet()).getLast().equals(manifest.schema());
  }

  /** Rows of tables without an identity come from migrations; any other were stored by somebody. */
  private static void requireUnused(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet others =
          statement.executeQuery(
              """
              select count(*) from pg_stat_activity
              where datname = current_database() and application_name = 'agon'
                and pid <> pg_backend_pid()""")) {
        if (others.next() && others.getLong(1) > 0) {
          throw new DatabaseException("another agon process is using the database: stop it first");
        }
      }
      for (Catalog.Table table : Catalog.tables(connection)) {
        if (table.numbered() && hasRows(statement, table)) {
          throw new DatabaseException(
              "the database is not empty (table %s has rows): restore into a new one"
                  .formatted(table.name()));
        }
      }
    }
  }

  private static boolean hasRows(Statement statement, Catalog.Table table) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select exists (select from " + table.quoted() + ")")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Back to before the first migration. */
  private static void clear(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select quote_ident(current_schema())")) {
      row.next();
      String schema = row.getString(1);
      statement.execute("drop schema " + schema + " cascade; create schema " + schema);
    }
  }

  private void load(Connection connection) throws SQLException, IOException {
    Map<String, Catalog.Table> tables =
        Catalog.tables(connection).stream()
            .collect(Collectors.toMap(Catalog.Table::name, Function.identity()));
    try (Statement statement = connection.createStatement()) {
      statement.execute(Backup.TEXT_SETTINGS);
      // Rows come with all that triggers note of new ones.
      statement.execute("set agon.restore = 'on'");
      // What the migrations themselves have inserted is in the backup too.
      statement.execute(
          tables.values().stream()
              .map(Catalog.Table::quoted)
              .collect(Collectors.joining(", ", "truncate ", "")));
    }
    for (BackupManifest.TableCopy copy : manifest.tables()) {
      Catalog.Table table = tables.remove(copy.name());
      if (table == null || !new HashSet<>(table.columns()).equals(new HashSet<>(copy.columns()))) {
        throw new DatabaseException("its table " + copy.name() + " does not fit the schema");
      }
      load(connection, new Catalog.Table(table.name(), copy.columns(), false), copy);
    }
    if (!tables.isEmpty()) {
      throw new DatabaseException("it lacks the tables " + tables.keySet());
    }
    for (BackupManifest.SequenceValue sequence : manifest.sequences()) {
      set(connection, sequence);
    }
  }

  private void load(Connection connection, Catalog.Table table, BackupManifest.TableCopy copy)
      throws SQLException, IOException {
    ZipEntry entry = zip.getEntry(copy.entry());
    if (entry == null) {
      throw new DatabaseException("it lacks the rows of table " + copy.name());
    }
    MessageDigest digest = Digests.sha256();
    try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest)) {
      long rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy " + table.copied() + " from stdin", in, BUFFER_BYTES);
      if (rows != copy.rows() || !Digests.hex(digest).equals(copy.sha256())) {
        throw new DatabaseException("the rows of table " + copy.name() + " are damaged");
      }
    }
  }

  private static void set(Connection connection, BackupManifest.SequenceValue sequence)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select setval(quote_ident(?)::regclass, ?)")) {
      statement.setString(1, sequence.name());
      statement.setLong(2, sequence.lastValue());
      statement.execute();
    }
  }
}
