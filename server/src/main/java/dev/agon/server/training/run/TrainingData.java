package dev.agon.server.training.run;

import dev.agon.numeric.Digests;
import dev.agon.preference.Outcome;
import dev.agon.reward.pairs.FeatureRecipe.Texts;
import dev.agon.server.core.Criterion;
import dev.agon.server.training.TextHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * What a reward model learns from: the judgements that stand in a study at one number, and all of
 * its responses.
 *
 * @param criteria what is judged, in the order of their ordinals
 * @param items all responses of the study
 * @param judgements in the order of their numbers
 * @param excluded pseudonyms of annotators whose votes are left out
 * @param snapshot hexadecimal digits of a SHA-256 over everything that training sees
 */
record TrainingData(
    List<Criterion> criteria,
    List<Item> items,
    List<Judgement> judgements,
    List<String> excluded,
    String snapshot) {

  /**
   * A response.
   *
   * @param prompt the prompt's row
   * @param promptName its name in files
   */
  record Item(
      long response,
      long generator,
      long prompt,
      String promptName,
      String promptText,
      String text,
      TextHash hash) {}

  /**
   * What one vote says under one criterion of two items.
   *
   * @param number the vote's number in its study
   * @param criterion index into the criteria
   * @param first index into the items
   * @param second index into the items
   * @param strength 1 to 9, 0 where none was asked for
   * @param weight how much it counts, above 0
   * @param swapped whether the second was shown before the first
   */
  record Judgement(
      long number,
      long comparison,
      int criterion,
      int first,
      int second,
      Outcome outcome,
      short strength,
      float weight,
      boolean swapped) {}

  /** What features are made of, one an item. */
  List<Texts> texts() {
    return items.stream().map(item -> new Texts(item.promptText(), item.text())).toList();
  }

  /** The data with their hash. */
  static TrainingData of(
      List<Criterion> criteria,
      List<Item> items,
      List<Judgement> judgements,
      List<String> excluded) {
    MessageDigest digest = Digests.sha256();
    line(digest, "agon training data 1");
    criteria.forEach(c -> line(digest, "criterion " + c.ordinal() + " " + c.name()));
    excluded.forEach(name -> line(digest, "excluded " + name));
    for (Judgement j : judgements) {
      Item first = items.get(j.first());
      line(
          digest,
          j.number()
              + " "
              + criteria.get(j.criterion()).ordinal()
              + " "
              + first.hash().hex()
              + " "
              + items.get(j.second()).hash().hex()
              + " "
              + j.outcome().code()
              + " "
              + j.strength()
              + " "
              + j.weight()
              + (j.swapped() ? " swapped " : " ")
              + first.promptName());
    }
    return new TrainingData(
        List.copyOf(criteria),
        List.copyOf(items),
        List.copyOf(judgements),
        List.copyOf(excluded),
        Digests.hex(digest));
  }

  private static void line(MessageDigest digest, String line) {
    digest.update(line.replace("\n", "\\n").getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }
}
