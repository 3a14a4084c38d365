package dev.agon.server.study.exports;

import java.io.IOException;

/** Whoever asked for a file takes no more of it. */
final class ReaderGone extends IOException {
  private static final long serialVersionUID = 1L;

  ReaderGone(Throwable cause) {
    super("the reader has gone", cause);
  }
}
