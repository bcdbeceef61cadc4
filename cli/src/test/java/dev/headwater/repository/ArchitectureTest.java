package dev.headwater.repository;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveRawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses HEADWATER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.headwater");

  private static final String[] CORE = {
    "dev.headwater",
    "dev.headwater.audit",
    "dev.headwater.audit.claims",
    "dev.headwater.audit.internal",
    "dev.headwater.event",
    "dev.headwater.host",
    "dev.headwater.projection",
    "dev.headwater.query",
    "dev.headwater.relay"
  };

  private static final String SERVICE = "dev.headwater.service";
  private static final String HTTP_FRAME = SERVICE + ".http";
  private static final String JSON = SERVICE + ".json";
  private static final String TEXT = SERVICE + ".text";

  private static final String TESTKIT = SERVICE + ".testkit";

  /** The test kit of services is a module of its own, although its package is below theirs. */
  private static final SliceAssignment MODULES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          String name = type.getPackageName();
          return name.equals(CORE[0])
              ? SliceIdentifier.ignore()
              : SliceIdentifier.of(
                  name.startsWith(TESTKIT)
                      ? TESTKIT
                      : name.replaceFirst("dev\\.headwater\\.(\\w+).*", "$1"));
        }

        @Override
        public String getDescription() {
          return "modules";
        }
      };

  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  @Test
  void modules_form_no_cycle() {
    slices().assignedFrom(MODULES).should().beFreeOfCycles().check(HEADWATER);
  }

  /** Each package by itself, those at the root of a module included. */
  @Test
  void packages_form_no_cycle() {
    slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(HEADWATER);
  }

  @Test
  void the_core_needs_only_java() {
    classes()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(CORE)
                .or(resideInAnyPackage("java..", "org.jspecify..", "org.slf4j..")))
        .check(HEADWATER);
  }

  @Test
  void the_domain_knows_no_aws_no_json_and_no_http() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.headwater.customers.customer", "dev.headwater.orders.order")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon..",
            "com.amazonaws..",
            "tools.jackson..",
            "com.fasterxml..",
            "java.net..",
            "javax.net..",
            "org.eclipse.jetty..")
        .check(HEADWATER);
  }

  @Test
  void the_http_frame_knows_no_domain_and_no_aws() {
    classes()
        .that()
        .resideInAPackage(HTTP_FRAME)
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(HTTP_FRAME)
                .or(resideInAnyPackage(CORE))
                .or(
                    resideInAnyPackage(
                        "java..", "org.jspecify..", "org.slf4j..", "tools.jackson..")))
        .check(HEADWATER);
  }

  @Test
  void the_rules_for_text_need_only_java() {
    classes()
        .that()
        .resideInAPackage(TEXT)
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(TEXT)
                .or(resideInAnyPackage(CORE))
                .or(resideInAnyPackage("java..", "org.jspecify..")))
        .check(HEADWATER);
  }

  @Test
  void the_forms_of_records_know_no_http_and_no_aws() {
    classes()
        .that()
        .resideInAPackage(JSON)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(JSON, TEXT)
                .or(resideInAnyPackage(CORE))
                .or(resideInAnyPackage("java..", "org.jspecify..", "tools.jackson..")))
        .check(HEADWATER);
  }

  /** So that every function can describe its service, whatever it has at hand. */
  @Test
  void a_description_knows_no_client_of_aws_and_no_lambda() {
    noClasses()
        .that()
        .resideInAPackage(SERVICE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon..", "com.amazonaws..", "org.opensearch..", "java.net..")
        .check(HEADWATER);
    noClasses()
        .that()
        .resideInAPackage(SERVICE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            HTTP_FRAME, SERVICE + ".api", SERVICE + ".functions", SERVICE + ".memory")
        .check(HEADWATER);
  }

  /** Requests are answered alike on any stores. */
  @Test
  void only_functions_know_clients_of_aws_and_lambda() {
    noClasses()
        .that()
        .resideInAnyPackage(SERVICE + ".api", SERVICE + ".memory", SERVICE + ".operations")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "com.amazonaws..", "org.opensearch..")
        .check(HEADWATER);
  }

  /** Whatever a service consists of, the command line asks the service. */
  @Test
  void the_command_line_knows_no_domain_and_reads_no_views() {
    noClasses()
        .that()
        .resideInAPackage("dev.headwater.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.headwater.customers..",
            "dev.headwater.orders..",
            "dev.headwater.audit..",
            "dev.headwater.projection..",
            "dev.headwater.dynamodb.audit..",
            "dev.headwater.dynamodb.views..",
            "dev.headwater.opensearch..")
        .check(HEADWATER);
  }

  @Test
  void the_local_cloud_runs_any_template() {
    noClasses()
        .that()
        .resideInAPackage("dev.headwater.local..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.headwater..")
                .and(resideOutsideOfPackage("dev.headwater.local..")))
        .check(HEADWATER);
  }

  /** Which has no module descriptor to say so: some of its libraries have no module names. */
  @Test
  void the_local_cloud_is_used_through_four_packages() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.headwater.local..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.headwater.local..")
                .and(
                    not(
                        resideInAnyPackage(
                            "dev.headwater.local",
                            "dev.headwater.local.chaos",
                            "dev.headwater.local.ground",
                            "dev.headwater.local.junit"))))
        .check(HEADWATER);
  }

  @Test
  void no_other_module_uses_an_internal_package() {
    classes()
        .that()
        .resideInAPackage("..internal..")
        .should(BE_USED_ONLY_BELOW_THE_PACKAGE_ABOVE)
        .check(HEADWATER);
  }

  @Test
  void services_never_know_that_they_run_locally() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.headwater.service..", "dev.headwater.customers..", "dev.headwater.orders..")
        .and()
        .resideOutsideOfPackage(TESTKIT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.headwater.local..")
        .check(HEADWATER);
  }

  @Test
  void names_say_what_a_class_is() {
    noClasses()
        .should()
        .haveNameMatching(
            ".*[.$]([A-Z]\\w*(Manager|Helper|Utils?|Impl)"
                + "|(Abstract|Base|Default)[A-Z]\\w*|I[A-Z][a-z]\\w*)")
        .check(HEADWATER);
  }

  @Test
  void public_methods_block_instead_of_returning_futures() {
    noMethods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should()
        .haveRawReturnType(FUTURE)
        .orShould(haveRawParameterTypes(ANY_FUTURE))
        .check(HEADWATER);
  }

  private static final ArchCondition<JavaClass> BE_USED_ONLY_BELOW_THE_PACKAGE_ABOVE =
      new ArchCondition<>("be used only below the package above") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          String internal = type.getPackageName();
          String module = internal.substring(0, internal.indexOf(".internal"));
          type.getDirectDependenciesToSelf().stream()
              .filter(
                  use -> !(use.getOriginClass().getPackageName() + ".").startsWith(module + "."))
              .forEach(use -> events.add(SimpleConditionEvent.violated(use, use.getDescription())));
        }
      };

  private static final DescribedPredicate<JavaClass> FUTURE =
      describe("a future", type -> type.isAssignableTo(CompletionStage.class));
  private static final DescribedPredicate<List<JavaClass>> ANY_FUTURE =
      describe("a future", types -> types.stream().anyMatch(FUTURE));
}
