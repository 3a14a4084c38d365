package dev.agon.server.study.exports;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is not sent to its end: its reader has gone, or somebody has cancelled the export. */
final class SendingEnded extends IOException {
  private static final long serialVersionUID = 1L;

  SendingEnded(String why, @Nullable Throwable cause) {
    super(why, cause);
  }
}
