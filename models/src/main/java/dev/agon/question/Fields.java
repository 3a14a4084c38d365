package dev.agon.question;

import java.util.List;

/** What a plain form sent for one block: the fields below its name. */
public interface Fields {
  /** The value of the field {@code part}, empty when it was not sent. */
  String text(String part);

  /** All values of the field {@code part}, as of ticked boxes. */
  List<String> all(String part);
}
