package dev.agon.server.training.score;

/** Statements about encoders and vectors. */
final class EmbeddingSql {
  private EmbeddingSql() {}

  /** Makes an encoder known. $1 name, $2 version, $3 dimension. */
  static final String REGISTER =
      """
      insert into encoder as e (name, version, dimension) values ($1, $2, $3)
      on conflict (name, version) do update set seen_at = now()
      returning id, dimension
      """;

  /** $1 encoder, $2 hashes. */
  static final String FIND =
      """
      select text_sha256, vector from embedding where encoder = $1 and text_sha256 = any($2)
      """;

  /** $1 encoder, $2 hashes, $3 vectors in their order. */
  static final String ADD =
      """
      insert into embedding (encoder, text_sha256, vector)
      select $1, u.sha256, u.vector from unnest($2::bytea[], $3::bytea[]) u (sha256, vector)
      order by u.sha256
      on conflict do nothing
      """;
}
