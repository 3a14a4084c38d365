package dev.agon.server.exchange.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agon.numeric.Digests;
import dev.agon.server.exchange.rows.FilePosition;
import dev.agon.server.exchange.rows.Staging;
import dev.agon.table.JsonlRows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Stages rows in temporary tables, outside any transaction, so that a slow file holds nothing up.
 */
public final class StagingStore implements Staging {
  private static final int REMEMBERED = 100_000;

  private final CopyStore prompts;
  private final CopyStore responses;
  private final CopyStore pairs;
  private final CopyStore votes;
  private final SequencedSet<ByteBuffer> recent = new LinkedHashSet<>();
  private long sequence;
  private long emptyResponses;
  private long anonymousVotes;

  StagingStore(Connection connection) throws SQLException {
    for (String table : StagingSql.TABLES) {
      JdbcStore.run(connection, table);
    }
    prompts = new CopyStore(connection, StagingSql.PROMPT);
    responses = new CopyStore(connection, StagingSql.RESPONSE);
    pairs = new CopyStore(connection, StagingSql.PAIR);
    votes = new CopyStore(connection, StagingSql.VOTE);
  }

  @Override
  public void add(Prompt prompt) {
    String tags = json(prompt.tags());
    if (isRepeated(
        "prompt",
        prompt.id(),
        prompt.said().text(),
        prompt.said().turns(),
        prompt.language(),
        tags,
        prompt.metadata())) {
      return;
    }
    at(prompts, prompt.at()).value(prompt.id()).value(prompt.said().text());
    prompts.value(prompt.language()).value(tags).value(prompt.said().turns());
    prompts.value(prompt.metadata()).end();
  }

  @Override
  public void add(Response response) {
    String sample = Integer.toString(response.sample());
    if (isRepeated(
        "response",
        response.prompt(),
        response.generator(),
        sample,
        response.said().text(),
        response.said().turns(),
        response.language(),
        response.metadata())) {
      return;
    }
    if (response.said().text().isEmpty()) {
      emptyResponses++;
    }
    at(responses, response.at()).value(response.prompt()).value(response.generator()).value(sample);
    responses.value(response.said().text()).value(response.language());
    responses.value(response.said().turns()).value(response.metadata()).end();
  }

  @Override
  public void add(Pair pair) {
    String left = Integer.toString(pair.left().sample());
    String right = Integer.toString(pair.right().sample());
    if (isRepeated(
        "pair",
        pair.id(),
        pair.prompt(),
        pair.left().generator(),
        left,
        pair.right().generator(),
        right)) {
      return;
    }
    at(pairs, pair.at()).value(pair.id()).value(pair.prompt());
    pairs.value(pair.left().generator()).value(left);
    pairs.value(pair.right().generator()).value(right).end();
  }

  @Override
  public void add(Vote vote) {
    at(votes, vote.at()).value(vote.comparison()).value(vote.prompt());
    Sides sides = vote.sides();
    if (sides == null) {
      votes.value(null).value(null).value(null).value(null);
    } else {
      votes.value(sides.left().generator()).value(sides.left().sample());
      votes.value(sides.right().generator()).value(sides.right().sample());
    }
    votes.value(vote.outcome() == null ? null : vote.outcome().toString()).value(vote.annotator());
    votes.value(vote.sentAt() == null ? null : vote.sentAt().toString());
    votes.value(vote.comment()).value(vote.answers()).end();
    if (vote.annotator() == null) {
      anonymousVotes++;
    }
  }

  /** Sends what is held, after the last row. */
  public void finish() {
    prompts.flush();
    responses.flush();
    pairs.flush();
    votes.flush();
  }

  /** What a person should know of what was staged. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (emptyResponses > 0) {
      notes.add("responses that are empty texts: %,d".formatted(emptyResponses));
    }
    if (anonymousVotes > 0) {
      notes.add(
          "votes that name no annotator, each taken for somebody else's: %,d"
              .formatted(anonymousVotes));
    }
    return notes;
  }

  private CopyStore at(CopyStore table, FilePosition at) {
    return table.value(++sequence).value(at.file()).value(at.line()).value(at.column());
  }

  /** Whether the very same was added a while ago: logs repeat their prompts in every row. */
  private boolean isRepeated(@Nullable String... parts) {
    MessageDigest digest = Digests.sha256();
    for (String part : parts) {
      byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(0, part == null ? -1 : bytes.length));
      digest.update(bytes);
    }
    if (!recent.add(ByteBuffer.wrap(digest.digest(), 0, 16).slice())) {
      return true;
    }
    if (recent.size() > REMEMBERED) {
      recent.removeFirst();
    }
    return false;
  }

  private static @Nullable String json(@Nullable List<String> tags) {
    try {
      return tags == null ? null : JsonlRows.JSON.writeValueAsString(tags);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings are JSON", e);
    }
  }
}
