package dev.agon.content;

/** Something in a formula that is not known here. */
final class TexUnknown extends Exception {
  private static final long serialVersionUID = 1L;

  TexUnknown(String what) {
    super(what);
  }
}
