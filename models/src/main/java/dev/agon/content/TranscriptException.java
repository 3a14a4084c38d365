package dev.agon.content;

/** Turns or steps that are none; the message begins with the path of what is wrong. */
public final class TranscriptException extends Exception {
  private static final long serialVersionUID = 1L;

  TranscriptException(String path, String message) {
    super(path.isEmpty() ? message : path + " " + message);
  }
}
