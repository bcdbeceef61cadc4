package dev.headwater.template.check;

import dev.headwater.service.Settings;
import dev.headwater.service.facts.QueryFacts;
import dev.headwater.service.facts.RouteFacts;
import dev.headwater.service.facts.ServiceFacts;
import dev.headwater.service.facts.ViewFacts;
import dev.headwater.service.facts.ViewFacts.ReplacedFacts;
import dev.headwater.template.check.Resources.Projected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function that a service needs.
 *
 * @param usualId the id that it gets if it is missing
 * @param projected what a projector projects; {@code null} of any other function
 * @param variables the values of its environment variables, as {@code TemplateNode.text} has them
 * @param rights those that it uses
 * @param byEventSource those that Lambda uses in its name, which SAM adds to a role that it makes
 * @param routes those that it answers
 */
record FunctionNeed(
    FunctionKind kind,
    String usualId,
    @Nullable Projected projected,
    Map<String, String> variables,
    List<Right> rights,
    List<Right> byEventSource,
    List<RouteFacts> routes) {
  private static final String PROJECTION = "PROJECTION";
  private static final String PROJECTOR_FUNCTION = "PROJECTOR_FUNCTION";

  /** What a sentence calls it. */
  String shown() {
    return projected == null ? kind.className() : "projector of " + projected.name();
  }

  /** See {@link FunctionKind#extent}. */
  int extent() {
    return kind.extent(variables.containsKey(Resources.SEARCH_ENDPOINT));
  }

  /** Its name in AWS, by which the command line finds that for operations. */
  String usualName() {
    String role =
        projected == null
            ? kind.className().replace("Function", "").toLowerCase(Locale.ROOT)
            : projected.name();
    return "${AWS::StackName}-" + role;
  }

  List<ServiceFunction> found(Wiring wiring) {
    return wiring.of(kind, projected == null ? "" : projected.name());
  }

  static List<FunctionNeed> of(Resources resources) {
    return Stream.of(
            Stream.of(command(resources), relay(resources)),
            resources.projections().stream().map(each -> projector(resources, each)),
            Stream.of(query(resources), operations(resources)),
            checks(resources))
        .flatMap(needs -> needs)
        .filter(need -> need.kind() != FunctionKind.QUERY || answersQueries(resources.service()))
        .toList();
  }

  private static boolean answersQueries(ServiceFacts service) {
    return !service.views().isEmpty() || !routes(service, "query").isEmpty();
  }

  private static FunctionNeed command(Resources resources) {
    ServiceFacts service = resources.service();
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(Resources.COMMAND_TABLE, resources.events().text());
    if (service.makesClaims()) {
      variables.put(Resources.CLAIMS_TABLE, resources.claims().text());
    }
    return new FunctionNeed(
        FunctionKind.COMMAND,
        FunctionKind.COMMAND.className(),
        null,
        variables,
        Rights.ofCommands(resources),
        List.of(),
        routes(service, "command"));
  }

  private static FunctionNeed relay(Resources resources) {
    Map<String, String> variables = new LinkedHashMap<>();
    addPublishing(variables, resources);
    return new FunctionNeed(
        FunctionKind.RELAY,
        FunctionKind.RELAY.className(),
        null,
        variables,
        Rights.ofRelay(resources),
        Rights.ofStream(resources),
        List.of());
  }

  private static FunctionNeed projector(Resources resources, Projected projected) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(PROJECTION, projected.name());
    variables.put(Resources.COMMAND_TABLE, resources.events().text());
    if (projected.search()) {
      variables.put(Resources.SEARCH_ENDPOINT, resources.search().text());
    } else {
      variables.put(projected.view().tableVariable(), resources.table(projected.view()).text());
      variables.put(Resources.LIST_SHARDS, resources.shards().text());
    }
    variables.put(Resources.QUEUE_URL, resources.queue(projected).text());
    variables.put(Resources.DEAD_LETTER_QUEUE_URL, resources.deadLetters(projected).text());
    return new FunctionNeed(
        FunctionKind.PROJECTOR,
        Wiring.prefix(projected.name()) + FunctionKind.PROJECTOR.className(),
        projected,
        variables,
        Rights.ofProjector(resources, projected),
        Rights.ofQueue(resources, projected),
        List.of());
  }

  private static FunctionNeed query(Resources resources) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(Resources.COMMAND_TABLE, resources.events().text());
    addViews(variables, resources);
    for (ViewFacts view : resources.service().views()) {
      ReplacedFacts replaced = view.replaces();
      if (replaced != null) {
        variables.put(replaced.choice(), resources.chosen(replaced).text());
      }
    }
    return new FunctionNeed(
        FunctionKind.QUERY,
        FunctionKind.QUERY.className(),
        null,
        variables,
        Rights.ofQueries(resources),
        List.of(),
        routes(resources.service(), "query"));
  }

  private static FunctionNeed operations(Resources resources) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(Resources.COMMAND_TABLE, resources.events().text());
    if (resources.service().makesClaims()) {
      variables.put(Resources.CLAIMS_TABLE, resources.claims().text());
    }
    addViews(variables, resources);
    variables.put(Resources.OPERATIONS_TABLE, resources.operations().text());
    addPublishing(variables, resources);
    resources
        .failures()
        .ifPresent(queue -> variables.put(Resources.RELAY_FAILURES_QUEUE_URL, queue.text()));
    for (Projected projected : resources.projections()) {
      String name = projected.name();
      variables.put(Settings.nameOf(Resources.QUEUE_URL, name), resources.queue(projected).text());
      variables.put(
          Settings.nameOf(Resources.DEAD_LETTER_QUEUE_URL, name),
          resources.deadLetters(projected).text());
    }
    addFunctions(variables, resources);
    return new FunctionNeed(
        FunctionKind.OPERATIONS,
        FunctionKind.OPERATIONS.className(),
        null,
        variables,
        Rights.ofOperations(resources),
        List.of(),
        List.of());
  }

  /** Scheduled checks are optional: without their function, nothing of it is needed. */
  private static Stream<FunctionNeed> checks(Resources resources) {
    List<ServiceFunction> present = resources.wiring().of(FunctionKind.CHECK, "");
    if (present.isEmpty()) {
      return Stream.of();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(Resources.COMMAND_TABLE, resources.events().text());
    addViews(variables, resources);
    return Stream.of(
        new FunctionNeed(
            FunctionKind.CHECK,
            FunctionKind.CHECK.className(),
            null,
            variables,
            Rights.ofChecks(resources),
            Rights.ofQueues(present),
            List.of()));
  }

  /** By whose names operations ask what was measured of them. */
  private static void addFunctions(Map<String, String> variables, Resources resources) {
    variables.put("COMMAND_FUNCTION", resources.function(FunctionKind.COMMAND, null).text());
    variables.put("RELAY_FUNCTION", resources.function(FunctionKind.RELAY, null).text());
    for (Projected projected : resources.projections()) {
      variables.put(
          Settings.nameOf(PROJECTOR_FUNCTION, projected.name()),
          resources.function(FunctionKind.PROJECTOR, projected).text());
    }
    if (answersQueries(resources.service())) {
      variables.put("QUERY_FUNCTION", resources.function(FunctionKind.QUERY, null).text());
    }
  }

  private static void addPublishing(Map<String, String> variables, Resources resources) {
    variables.put(Resources.EVENT_BUS_NAME, resources.bus().text());
    variables.put(Resources.EVENT_SOURCE_NAME, resources.source().text());
    variables.put(Resources.PARKED_COMMITS_QUEUE_URL, resources.parked().text());
  }

  private static void addViews(Map<String, String> variables, Resources resources) {
    for (ViewFacts view : resources.service().views()) {
      variables.put(view.tableVariable(), resources.table(view).text());
      variables.put(Resources.LIST_SHARDS, resources.shards().text());
    }
    if (resources.isSearched()) {
      variables.put(Resources.SEARCH_ENDPOINT, resources.search().text());
    }
  }

  private static List<RouteFacts> routes(ServiceFacts service, String function) {
    return service.routes().stream().filter(route -> route.function().equals(function)).toList();
  }

  /** Whether a view is asked so, over HTTP or by direct invoke. */
  static boolean asks(ServiceFacts service, ViewFacts view, String kind) {
    return service.queries().stream()
        .filter(query -> view.name().equals(query.view()))
        .map(QueryFacts::kind)
        .anyMatch(kind::equals);
  }
}
