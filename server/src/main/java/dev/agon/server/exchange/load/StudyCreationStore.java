package dev.agon.server.exchange.load;

import dev.agon.question.form.Form;
import dev.agon.server.core.StudyState;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.DatabaseException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes studies: settings, first version, clock, and the criterion "overall". Blocks. */
public final class StudyCreationStore {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CODE_BYTES = 16;

  private final DatabaseAddress address;

  /** Makes them in this database. */
  public StudyCreationStore(DatabaseAddress address) {
    this.address = address;
  }

  /** The new study's id, or nothing when the slug is taken. */
  public OptionalLong create(NewStudy study) {
    try (Connection connection = JdbcStore.connect(address)) {
      connection.setAutoCommit(false);
      OptionalLong id = create(connection, study);
      connection.commit();
      return id;
    } catch (SQLException e) {
      throw new DatabaseException("cannot make the study: " + e.getMessage(), e);
    }
  }

  /** As {@link #create(NewStudy)}, in the connection's transaction. */
  public static OptionalLong create(Connection connection, NewStudy study) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(StudyCreationSql.STUDY)) {
      insert.setString(1, study.slug());
      insert.setString(2, study.name());
      insert.setString(3, study.question());
      insert.setString(4, study.language());
      insert.setInt(5, study.overlap());
      insert.setString(6, (study.running() ? StudyState.RUNNING : StudyState.DRAFT).word());
      insert.setBoolean(7, study.running());
      insert.setString(8, code());
      insert.setString(9, code());
      insert.setString(10, study.form() == null ? null : study.form().json().toString());
      try (ResultSet rows = insert.executeQuery()) {
        if (!rows.next()) {
          return OptionalLong.empty();
        }
        long id = rows.getLong(1);
        complete(connection, id, study.form());
        return OptionalLong.of(id);
      }
    }
  }

  private static void complete(Connection connection, long id, @Nullable Form form)
      throws SQLException {
    List<String> statements = new ArrayList<>();
    if (form == null) {
      statements.add(StudyCreationSql.CRITERION);
    } else {
      criteria(connection, id, form.criteria());
    }
    statements.add(StudyCreationSql.VERSION);
    statements.add(StudyCreationSql.CLOCK);
    for (String sql : statements) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setLong(1, id);
        statement.executeUpdate();
      }
    }
  }

  private static void criteria(Connection connection, long id, List<String> names)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(StudyCreationSql.CRITERIA)) {
      insert.setLong(1, id);
      insert.setArray(2, connection.createArrayOf("text", names.toArray()));
      insert.executeUpdate();
    }
  }

  /** A secret for a link: 128 random bits, safe in an address. */
  public static String code() {
    byte[] bytes = new byte[CODE_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
