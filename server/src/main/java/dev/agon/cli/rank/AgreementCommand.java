package dev.agon.cli.rank;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.agreement.Agreement;
import dev.agon.agreement.Codings;
import dev.agon.agreement.Figure;
import dev.agon.agreement.Level;
import dev.agon.agreement.NoSpread;
import dev.agon.cli.input.ReadingOptions;
import dev.agon.table.Count;
import dev.agon.table.FileProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agon agreement FILE}: how far annotators agree, from a file. */
@Command(
    name = "agreement",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures how far the annotators of a file agree.",
    footerHeading = "%n",
    footer = {
      ReadingOptions.FILES,
      "",
      "A row is what one annotator said of one unit, or with --raters a unit and what each said;"
          + " empty values are left out. A judgement that is there twice counts once; two different"
          + " ones of the same unit and annotator are reported with their lines.",
      "",
      "Intervals are 95 %% bootstrap intervals over units, widened where units are few. A figure that"
          + " is undefined says why, and so does one without an interval: fewer than 5 units with two"
          + " values, or resamples that all give the same (interval_note in JSON, low and high null).",
      "",
      "Exit codes: 0 done; 2 wrong use or a bad file, reported as file:line:column on stderr.",
    })
public final class AgreementCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "What annotators said.")
  private List<Path> files = new ArrayList<>();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Option(
      names = "--unit",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Column of what was judged; several with commas between name it together (default: unit).")
  private List<String> unit = List.of("unit");

  @Option(
      names = "--annotator",
      paramLabel = "COLUMN",
      description = "Column of who judged (default: ${DEFAULT-VALUE}).")
  private String annotator = "annotator";

  @Option(
      names = "--value",
      paramLabel = "COLUMN",
      description = "Column of the judgement (default: ${DEFAULT-VALUE}).")
  private String value = "value";

  @Option(
      names = "--raters",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Columns, one per annotator, with what each said: a row is then a unit, and"
              + " --annotator and --value are not read.")
  private List<String> raters = List.of();

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description =
          "nominal: values differ or not; ordinal: one is higher; interval: by how much"
              + " (default: nominal).")
  private Level level = Level.NOMINAL;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      description = "Resamples of units, 0 for no intervals (default: ${DEFAULT-VALUE}).")
  private int rounds = 1000;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description =
          "Pairs of annotators to report Cohen's kappa for, those with most units in common first"
              + " (default: ${DEFAULT-VALUE}).")
  private int pairs = 20;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Of the resamples (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (rounds < 0 || rounds == 1) {
      line.getErr().println("agon agreement: --bootstrap needs at least 2 resamples");
      return WRONG;
    }
    if (pairs < 0) {
      throw new ParameterException(line, "--pairs must be at least 0");
    }
    if (!raters.isEmpty()
        && (line.getParseResult().hasMatchedOption("--annotator")
            || line.getParseResult().hasMatchedOption("--value"))) {
      throw new ParameterException(line, "--raters go with neither --annotator nor --value");
    }
    Codings.Builder builder = new Codings.Builder(level);
    AgreementRows rows = new AgreementRows(builder, unit, annotator, value, raters);
    try {
      reading.tell(line.getErr(), "agon agreement", reading.reading(files).read(rows));
      rows.notes().forEach(note -> line.getErr().println("agon agreement: " + note));
    } catch (FileProblem e) {
      e.problems().forEach(problem -> line.getErr().println("agon agreement: " + problem));
      return WRONG;
    }
    Agreement agreement = Agreement.of(builder.build(), rounds, seed, pairs);
    line.getOut().print(json ? document(agreement) : table(agreement));
    line.getOut().flush();
    return 0;
  }

  private String document(Agreement agreement) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("units", agreement.units());
    root.put("annotators", agreement.annotators());
    root.put("values", agreement.values());
    root.put("categories", agreement.categories());
    root.put("level", level.name().toLowerCase(Locale.ROOT));
    put(root.putObject("percent_agreement"), agreement.percent());
    put(root.putObject("fleiss_kappa"), agreement.fleiss());
    put(root.putObject("krippendorff_alpha"), agreement.alpha());
    put(root.putObject("gwet_ac1"), agreement.ac1());
    put(root.putObject("gwet_ac2"), agreement.ac2());
    ArrayNode list = root.putArray("pairs");
    for (Agreement.Pair pair : agreement.pairs()) {
      ObjectNode node = list.addObject();
      node.put("first", pair.first()).put("second", pair.second()).put("units", pair.units());
      put(node.putObject("cohen_kappa"), pair.kappa());
    }
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, Figure figure) {
    if (!figure.defined()) {
      node.putNull("value").put("reason", figure.reason());
      return;
    }
    node.put("value", figure.value());
    NoSpread without = figure.noSpread();
    if (without != null) {
      node.putNull("low").putNull("high").put("interval_note", without.sentence());
    } else if (Double.isFinite(figure.low())) {
      node.put("low", figure.low()).put("high", figure.high());
    }
  }

  private String table(Agreement agreement) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s of %s on %s, %d different%n%n"
            .formatted(
                Count.of(agreement.values(), "value"),
                Count.of(agreement.annotators(), "annotator"),
                Count.of(agreement.units(), "unit"),
                agreement.categories()));
    text.append(row("percent agreement", agreement.percent()));
    text.append(row("Fleiss's kappa", agreement.fleiss()));
    text.append(row("Krippendorff's alpha", agreement.alpha()));
    text.append(row("Gwet's AC1", agreement.ac1()));
    if (level != Level.NOMINAL) {
      text.append(row("Gwet's AC2", agreement.ac2()));
    }
    for (Agreement.Pair pair : agreement.pairs()) {
      String names = "Cohen: %s, %s (%d)".formatted(pair.first(), pair.second(), pair.units());
      text.append(row(names.replaceAll("\\p{C}", "?"), pair.kappa()));
    }
    return text.toString();
  }

  private static String row(String name, Figure figure) {
    String shown =
        figure.defined()
            ? String.format(Locale.ROOT, "%7.4f", figure.value())
            : "undefined: " + figure.reason();
    NoSpread without = figure.noSpread();
    String interval =
        without != null
            ? "  no interval: " + without.sentence()
            : Double.isFinite(figure.low())
                ? String.format(Locale.ROOT, "  %7.4f to %7.4f", figure.low(), figure.high())
                : "";
    return String.format(Locale.ROOT, "%-40s %s%s%n", name, shown, interval);
  }
}
