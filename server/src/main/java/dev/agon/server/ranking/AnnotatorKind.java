package dev.agon.server.ranking;

/** Who votes: the board says how many votes came from each. */
enum AnnotatorKind {
  PERSON,
  MACHINE,
  SIMULATED;

  /**
   * The kind with this name, as the annotator table writes it.
   *
   * @throws IllegalArgumentException when there is none
   */
  static AnnotatorKind of(String name) {
    return switch (name) {
      case "person" -> PERSON;
      case "machine" -> MACHINE;
      case "simulated" -> SIMULATED;
      default -> throw new IllegalArgumentException("no kind of annotator is called " + name);
    };
  }
}
