package dev.agon.cli.reward;

/** What is wrong with what a command was given, for the one who gave it. */
final class BadInput extends Exception {
  private static final long serialVersionUID = 1;

  BadInput(String message) {
    super(message);
  }
}
