package dev.agon.server.ranking.slice;

/**
 * What is counted of a response's style; 0 where it was not asked for.
 *
 * @param length characters
 * @param headers of Markdown, as {@code style_headers} counts them
 * @param bold passages in bold, as {@code style_bold} does
 * @param lists entries of lists, as {@code style_lists} does
 */
record Style(int length, int headers, int bold, int lists) {
  static final Style NONE = new Style(0, 0, 0, 0);

  /** The figure of a term; position has none. */
  int of(String term) {
    return switch (term) {
      case "length" -> length;
      case "headers" -> headers;
      case "bold" -> bold;
      case "lists" -> lists;
      default -> throw new IllegalArgumentException(term + " is no feature of style");
    };
  }
}
