package dev.agon.server;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.agon.server.http.Pages;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The floors of the house: who may see whom. */
@AnalyzeClasses(packages = "dev.agon", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /**
   * Whatever is neither server nor command nor a table in a file is mathematics, also if it is new.
   */
  private static final DescribedPredicate<JavaClass> A_MODEL =
      resideInAPackage("dev.agon..")
          .and(
              DescribedPredicate.not(
                  resideInAnyPackage(
                      "dev.agon.server..",
                      "dev.agon.cli..",
                      "dev.agon.table..",
                      "dev.agon.tests..")))
          .as("a model");

  private static final String[] TECHNICAL_FLOOR = {
    "dev.agon.server.config..",
    "dev.agon.server.bus..",
    "dev.agon.server.sql..",
    "dev.agon.server.http.."
  };

  /** What features share: what a study is, files that go in and out, and work that takes long. */
  private static final String[] SHARED_FLOOR = {
    "dev.agon.server.core..", "dev.agon.server.exchange..", "dev.agon.server.job.."
  };

  /** A feature is any package of the server above these floors, also if it is new. */
  private static final DescribedPredicate<JavaClass> A_FEATURE =
      resideInAPackage("dev.agon.server.*..")
          .and(DescribedPredicate.not(resideInAnyPackage(TECHNICAL_FLOOR)))
          .and(DescribedPredicate.not(resideInAnyPackage(SHARED_FLOOR)))
          .as("a feature");

  @ArchTest
  static final ArchRule models_see_neither_vertx_nor_sql_nor_http_nor_the_server =
      noClasses()
          .that(A_MODEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..",
              "io.netty..",
              "java.sql..",
              "javax.sql..",
              "java.net.http..",
              "com.hazelcast..",
              "dev.agon.server..",
              "dev.agon.cli..");

  @ArchTest
  static final ArchRule the_ground_knows_no_other_model =
      noClasses()
          .that()
          .resideInAPackage("dev.agon.preference..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.agon..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage("dev.agon.preference..", "dev.agon.numeric.."))));

  @ArchTest
  static final ArchRule distributions_and_digests_know_nothing_of_the_project =
      noClasses()
          .that()
          .resideInAPackage("dev.agon.numeric..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.agon..")
                  .and(DescribedPredicate.not(resideInAPackage("dev.agon.numeric.."))));

  @ArchTest
  static final ArchRule tensorflow_is_seen_only_where_models_are_trained_or_scored =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.agon.tensor..", "dev.agon.reward..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tensorflow..");

  @ArchTest
  static final ArchRule only_the_tensor_floor_sees_the_tokeniser_and_native_pointers =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.agon.tensor..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "org.bytedeco..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule of_the_server_only_training_and_commands_see_what_trains =
      noClasses()
          .that()
          .resideInAPackage("dev.agon.server..")
          .and()
          .resideOutsideOfPackage("dev.agon.server.training..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.agon.tensor..", "dev.agon.reward..");

  @ArchTest
  static final ArchRule tables_in_files_know_neither_the_server_nor_commands =
      noClasses()
          .that()
          .resideInAPackage("dev.agon.table..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.agon.server..", "dev.agon.cli..", "io.vertx..", "java.sql..");

  @ArchTest
  static final ArchRule the_technical_floor_knows_no_feature =
      noClasses()
          .that()
          .resideInAnyPackage(TECHNICAL_FLOOR)
          .should()
          .dependOnClassesThat(
              A_FEATURE
                  .or(resideInAnyPackage(SHARED_FLOOR))
                  .or(resideInAPackage("dev.agon.cli..")));

  @ArchTest
  static final ArchRule the_shared_floor_knows_no_feature =
      noClasses()
          .that()
          .resideInAnyPackage(SHARED_FLOOR)
          .should()
          .dependOnClassesThat(A_FEATURE.or(resideInAPackage("dev.agon.cli..")));

  @ArchTest
  static final ArchRule what_a_study_is_stands_below_files =
      noClasses()
          .that()
          .resideInAPackage("dev.agon.server.core..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.agon.server.exchange..");

  @ArchTest
  static final ArchRule of_the_features_only_imports_exports_and_analyses_see_files =
      noClasses()
          .that(A_FEATURE)
          .and()
          .resideOutsideOfPackages(
              "dev.agon.server.study.imports..",
              "dev.agon.server.study.exports..",
              "dev.agon.server.study.analyses..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.agon.server.exchange..");

  @ArchTest
  static final ArchRule features_never_import_each_other =
      slices()
          .matching("dev.agon.server.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAnyPackage(TECHNICAL_FLOOR))
          .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAnyPackage(SHARED_FLOOR));

  @ArchTest
  static final ArchRule packages_never_depend_on_each_other_in_a_circle =
      slices().matching("dev.agon.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule features_know_neither_commands_nor_the_wiring =
      noClasses()
          .that(A_FEATURE)
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.agon.cli..").or(resideInAPackage("dev.agon.server")));

  @ArchTest
  static final ArchRule only_stores_see_the_sql_client =
      noClasses()
          .that(
              A_FEATURE
                  .or(resideInAnyPackage(SHARED_FLOOR))
                  .or(resideInAPackage("dev.agon.server.http..")))
          .and(DescribedPredicate.not(nameMatching(".*(Store|Sql)(\\$.*)?")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..");

  @ArchTest
  static final ArchRule only_routes_see_the_web =
      noClasses()
          .that(A_FEATURE)
          .and(DescribedPredicate.not(nameMatching(".*Routes(\\$.*)?")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx.ext.web..");

  /** An answer is a record that {@code Documents} writes, so nobody else makes text of JSON. */
  @ArchTest
  static final ArchRule json_is_written_in_one_place =
      noClasses()
          .that()
          .resideInAPackage("dev.agon.server..")
          // A member of a body goes on to the parser of forms, a backup says what is in it, and
          // health checks make their document themselves.
          .and(DescribedPredicate.not(nameMatching(".*[.](Input|Backup|ManagementRoutes)")))
          .should()
          .callMethodWhere(
              target(owner(assignableTo(JsonObject.class).or(assignableTo(JsonArray.class))))
                  .or(target(owner(assignableTo(Json.class))))
                  .and(target(nameMatching("encode.*|toBuffer"))));

  /** A page shows a record; what an admin imports and a problem have besides is not one. */
  @ArchTest
  static final ArchRule pages_show_records =
      noClasses()
          .that()
          .resideInAPackage("dev.agon.server..")
          .and(DescribedPredicate.not(nameMatching(".*[.](Pages|DeskRoutes|BoardAccessRoutes)")))
          .should()
          .callMethod(
              Pages.class, "render", RoutingContext.class, int.class, String.class, Map.class);

  @ArchTest
  static final ArchRule verticles_are_of_the_new_base =
      noClasses().should().beAssignableTo(AbstractVerticle.class);

  @ArchTest
  static final ArchRule names_say_what_a_class_is =
      classes().should().haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl|Service)(\\$.*)?");
}
