package dev.agon.tensor.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** MiniLM's word pieces: a text's tokens, whatever other texts there are. */
final class Tokeniser implements AutoCloseable {
  private static final String FILE = "/all-minilm-l6-v2-tokenizer.json";

  static {
    // The library would ask the cloud's metadata address where it runs, and tell its makers.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  private final HuggingFaceTokenizer tokenizer;

  /**
   * Reads the vocabulary.
   *
   * @param longest tokens a text keeps, the two marks at its ends included
   */
  Tokeniser(int longest) {
    try (InputStream file = Tokeniser.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IOException(FILE + " is not in the class path");
      }
      String length = Integer.toString(longest);
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              file,
              Map.of(
                  "padding",
                  "false",
                  "truncation",
                  "LONGEST_FIRST",
                  "maxLength",
                  length,
                  "modelMaxLength",
                  length));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the tokeniser of MiniLM", e);
    }
  }

  /** Numbers in the vocabulary, from the mark of the beginning to the mark of the end. */
  int[] tokens(String text) {
    // A lone surrogate is no character and has no UTF-8: it becomes a question mark.
    String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    long[] ids = tokenizer.encode(valid).getIds();
    int[] tokens = new int[ids.length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = Math.toIntExact(ids[i]);
    }
    return tokens;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
