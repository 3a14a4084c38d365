package dev.agon.server.http.session;

/** Who may call a route. */
public enum Access {
  /** Anyone. */
  PUBLIC,
  /** An annotator of the study that the path names as {@code :study}. */
  ANNOTATOR,
  /** An admin. */
  ADMIN
}
