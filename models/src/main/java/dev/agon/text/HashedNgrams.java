package dev.agon.text;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bags of word and character n-grams, hashed to a fixed number of buckets with signs (Weinberger et
 * al., <i>Feature hashing for large scale multitask learning</i>, ICML 2009), beside the features
 * of {@link TextStatistics}. Needs no training and no download.
 *
 * <p>A vector is three parts. The first bag holds 1- and 2-grams of {@link ScriptTokens}: words,
 * and each punctuation mark, symbol, emoji and letter of a script without spaces by itself. The
 * second holds character 3- to 5-grams within words whose ends are marked, and 1- to 3-grams of the
 * other pieces where no word and no space stands between them, whatever their scripts. In both a
 * bucket holds the signed sum of 1 + ln(count) over its n-grams, and each has Euclidean length 1 (0
 * for a text without pieces), so that a long text weighs no more than a short one. The third part
 * are the statistics.
 *
 * <p>The version is {@code 2-BUCKETS}. Models of the first version, which saw only letters and
 * digits, are encoded as they were trained: {@link #of}.
 */
public final class HashedNgrams implements Encoder {
  /** The encoder's name. */
  public static final String NAME = "hash";

  /** Buckets of each of the two bags unless told otherwise. */
  public static final int BUCKETS = 1 << 14;

  private static final Pattern VERSION = Pattern.compile("([12])-([0-9]{1,7})");
  private static final int LONGEST_RUN = 3;

  private final int buckets;
  private final boolean first;

  /** With {@value #BUCKETS} buckets for each bag. */
  public HashedNgrams() {
    this(BUCKETS);
  }

  /**
   * With another size.
   *
   * @param buckets of each bag; a power of two from 16 to 1,048,576
   * @throws IllegalArgumentException for another number
   */
  public HashedNgrams(int buckets) {
    this(buckets, false);
  }

  private HashedNgrams(int buckets, boolean first) {
    if (buckets < 16 || buckets > 1 << 20 || Integer.bitCount(buckets) != 1) {
      throw new IllegalArgumentException(
          "buckets must be a power of two from 16 to 1048576, not " + buckets);
    }
    this.buckets = buckets;
    this.first = first;
  }

  /**
   * The encoder of a version, the first one too.
   *
   * @throws IllegalArgumentException for a version that this program does not know
   */
  public static HashedNgrams of(String version) {
    Matcher known = VERSION.matcher(version);
    if (!known.matches()) {
      throw new IllegalArgumentException(
          "the encoder hash is needed in version %s; this program has versions 1 and 2"
              .formatted(version));
    }
    return new HashedNgrams(Integer.parseInt(known.group(2)), known.group(1).equals("1"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return (first ? "1-" : "2-") + buckets;
  }

  @Override
  public int dimension() {
    return statisticsFrom() + TextStatistics.FEATURE_NAMES.size();
  }

  /** Where the statistics stand: behind the two bags. */
  public int statisticsFrom() {
    return 2 * buckets;
  }

  /** Whether most of a vector is zero. */
  public boolean isSparse() {
    return !first;
  }

  @Override
  public float[][] encode(List<String> texts) {
    float[][] vectors = new float[texts.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = encode(texts.get(i));
    }
    return vectors;
  }

  /** The vector of one text. */
  public float[] encode(String text) {
    return first ? FirstNgrams.encode(text, buckets, dimension()) : sparse(text).dense();
  }

  /** The vector of one text without its zeros. */
  public SparseVector sparse(String text) {
    if (first) {
      return SparseVector.of(encode(text));
    }
    List<ScriptTokens.Piece> pieces = ScriptTokens.of(text);
    NgramCounts words = new NgramCounts();
    NgramCounts characters = new NgramCounts();
    long before = NgramCounts.START;
    for (int i = 0; i < pieces.size(); i++) {
      ScriptTokens.Piece piece = pieces.get(i);
      long hash = NgramCounts.hash(NgramCounts.START, piece.text());
      words.add(hash);
      if (i > 0) {
        words.add(NgramCounts.hash(NgramCounts.hash(before, " "), piece.text()));
      }
      before = hash;
      if (piece.word()) {
        characters.addCharacters("<" + piece.text() + ">");
      } else {
        addRun(characters, pieces, i);
      }
    }
    float[] statistics = TextStatistics.of(text).features();
    int[] at = new int[words.size() + characters.size() + statistics.length];
    float[] values = new float[at.length];
    int size = words.write(at, values, 0, 0, buckets);
    size = characters.write(at, values, size, buckets, buckets);
    for (int i = 0; i < statistics.length; i++) {
      if (statistics[i] != 0) {
        at[size] = statisticsFrom() + i;
        values[size++] = statistics[i];
      }
    }
    return new SparseVector(Arrays.copyOf(at, size), Arrays.copyOf(values, size), dimension());
  }

  /** The n-grams that begin with a piece and stay within its run; marked, as words never are. */
  private static void addRun(NgramCounts bag, List<ScriptTokens.Piece> pieces, int start) {
    long hash = NgramCounts.hash(NgramCounts.START, '\u0001');
    int end = Math.min(pieces.size(), start + LONGEST_RUN);
    for (int i = start; i < end; i++) {
      ScriptTokens.Piece piece = pieces.get(i);
      if (piece.word() || (i > start && piece.apart())) {
        break;
      }
      hash = NgramCounts.hash(NgramCounts.hash(hash, piece.text()), '\u0002');
      bag.add(hash);
    }
  }
}
