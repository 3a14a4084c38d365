package dev.agon.cli;

import dev.agon.cli.demo.CrowdPlan;
import dev.agon.cli.demo.CrowdVerticle;
import dev.agon.cli.demo.DemoStore;
import dev.agon.cli.demo.DemoStudy;
import dev.agon.cli.input.DatabaseOptions;
import dev.agon.server.Main;
import dev.agon.server.config.ModelsConfig;
import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.exchange.ImportRequest;
import dev.agon.server.exchange.ImportRun;
import dev.agon.server.exchange.Importer;
import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.load.NewStudy;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.sql.Database;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.simulation.SimulatedCrowd;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code agon demo}: a sample study, a simulated crowd that votes on it, and links to look. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves a sample study in this process while a simulated crowd votes on it through the public",
      "HTTP API, marked as simulated. Your own votes count among theirs. The study stays in the data",
      "folder; calling demo again goes on with it."
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private WebOptions web = new WebOptions();

  @Option(
      names = "--pace",
      paramLabel = "N",
      description = "Votes of the whole crowd per minute (default: 120; 0: no crowd).")
  private @Nullable Double pace;

  @Option(names = "--crowd", paramLabel = "N", description = "Members of the crowd (default: 40).")
  private @Nullable Integer members;

  @Option(names = "--seed", description = "What the crowd is drawn from (default: the sample's).")
  private @Nullable Long seed;

  @Override
  public Integer call() throws Exception {
    DemoStudy demo = DemoStudy.read();
    ServerConfig config =
        web.config(EnumSet.allOf(Role.class), null)
            .withModels(ModelsConfig.of(database.data(), null));
    web.requireFreePorts(config.roles());
    StartLines start = new StartLines();
    start.step(database.opening());
    Database opened = database.open();
    start.step("loading pages and methods");
    Main main = Main.start(config, opened.address());
    Shutdown.of(main, opened).publish(new ServedAddress(database.data()), main.config().url(""));
    DemoStore store = new DemoStore(main.pool());
    start.step("looking for the sample study, or making it");
    DemoStore.Found study = study(demo, store, opened.address());
    double perMinute = pace == null ? demo.crowd().votesPerMinute() : pace;
    if (perMinute > 0) {
      main.vertx()
          .deployVerticle(new CrowdVerticle(plan(demo, store, study, main, perMinute)))
          .await();
    }
    start.ready();
    DemoLinks.print(main, study, perMinute, AdminLink.create(main));
    return Agon.STAYS;
  }

  private static DemoStore.Found study(DemoStudy demo, DemoStore store, DatabaseAddress address)
      throws Exception {
    String slug = demo.settings().getString("slug");
    if (store.find(slug).isEmpty()) {
      NewStudy made =
          new NewStudy(
              slug,
              demo.settings().getString("name"),
              demo.settings().getString("question"),
              demo.settings().getString("language"),
              demo.settings().getInteger("overlap"),
              true);
      ImportRequest request =
          new ImportRequest(
              new ImportRequest.Target(slug, made, null, ComparisonChoice.PAIRS),
              ImportRequest.Reading.of(ImportKind.PROMPTS),
              AnnotatorKind.PERSON,
              "demo");
      Source source = new Source("responses.jsonl", -1, DemoStudy::openResponses);
      try (ImportRun run =
          new Importer(address).prepare(request, List.of(source), ImportProgress.SILENT)) {
        store.complete(run.execute().studyId(), demo);
      }
    }
    return store.find(slug).orElseThrow();
  }

  private CrowdPlan plan(
      DemoStudy demo, DemoStore store, DemoStore.Found study, Main main, double perMinute) {
    int size = members == null ? demo.crowd().annotators() : members;
    SimulatedCrowd crowd = demo.drawCrowd(size, seed == null ? demo.crowd().seed() : seed);
    String slug = demo.settings().getString("slug");
    URI address =
        URI.create(
            "http://127.0.0.1:"
                + main.config().port()
                + main.config().basePath()
                + "/studies/"
                + slug);
    return new CrowdPlan(address, store.tokens(study.id(), size), crowd, perMinute);
  }
}
