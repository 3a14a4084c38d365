package dev.agon.server.http;

/** What templates read as a word, for classes, keys of messages and comparisons. */
public interface Worded {
  /** The word, in lower case. */
  String word();
}
