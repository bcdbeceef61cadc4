package dev.headwater.template.check;

import dev.headwater.service.facts.ServiceFacts;
import dev.headwater.service.facts.ViewFacts;
import dev.headwater.service.facts.ViewFacts.ReplacedFacts;
import dev.headwater.template.check.Wiring.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The resources that functions share, by the variables that name them. */
record Resources(ServiceFacts service, Wiring wiring) {
  static final String COMMAND_TABLE = "COMMAND_TABLE";
  static final String CLAIMS_TABLE = "CLAIMS_TABLE";
  static final String OPERATIONS_TABLE = "OPERATIONS_TABLE";
  static final String EVENT_BUS_NAME = "EVENT_BUS_NAME";
  static final String EVENT_SOURCE_NAME = "EVENT_SOURCE_NAME";
  static final String PARKED_COMMITS_QUEUE_URL = "PARKED_COMMITS_QUEUE_URL";
  static final String RELAY_FAILURES_QUEUE_URL = "RELAY_FAILURES_QUEUE_URL";
  static final String QUEUE_URL = "QUEUE_URL";
  static final String DEAD_LETTER_QUEUE_URL = "DEAD_LETTER_QUEUE_URL";
  static final String SEARCH_ENDPOINT = "SEARCH_ENDPOINT";
  static final String LIST_SHARDS = "LIST_SHARDS";

  /** A projection of a view: into its table, or into its search index. */
  record Projected(ViewFacts view, boolean search) {
    String name() {
      return search && view.search() != null ? view.search().projection() : view.name();
    }
  }

  List<Projected> projections() {
    List<Projected> all = new ArrayList<>();
    for (ViewFacts view : service.views()) {
      all.add(new Projected(view, false));
      if (view.search() != null) {
        all.add(new Projected(view, true));
      }
    }
    return all;
  }

  boolean isSearched() {
    return service.views().stream().anyMatch(view -> view.search() != null);
  }

  Value events() {
    return wiring.value(COMMAND_TABLE, "${EventsTable}");
  }

  EventsTables eventsTables() {
    return new EventsTables(wiring.template(), events());
  }

  Value claims() {
    return wiring.value(CLAIMS_TABLE, "${ClaimsTable}");
  }

  Value operations() {
    return wiring.value(OPERATIONS_TABLE, "${OperationsTable}");
  }

  /** A table of its own: two views in one would overwrite each other. */
  Value table(ViewFacts view) {
    Value set = tableAsSet(view);
    return service.views().stream()
            .takeWhile(earlier -> !earlier.name().equals(view.name()))
            .anyMatch(earlier -> tableAsSet(earlier).equals(set))
        ? wiring.valueOf(usualTable(view))
        : set;
  }

  private Value tableAsSet(ViewFacts view) {
    return wiring.value(view.tableVariable(), usualTable(view));
  }

  private static String usualTable(ViewFacts view) {
    return "${" + Wiring.prefix(view.name()) + "Table}";
  }

  Value bus() {
    return wiring.value(EVENT_BUS_NAME, "${Bus}");
  }

  Value source() {
    return wiring.value(EVENT_SOURCE_NAME, "headwater." + service.name());
  }

  Value parked() {
    return wiring.value(PARKED_COMMITS_QUEUE_URL, "${ParkedCommits}");
  }

  /** Where Lambda puts the positions in the stream that the relay gave up on. */
  Optional<Value> failures() {
    return wiring.of(FunctionKind.RELAY, "").stream()
        .flatMap(relay -> relay.events("DynamoDB").values().stream())
        .map(source -> source.at("DestinationConfig", "OnFailure", "Destination").text())
        .filter(arn -> arn.endsWith(".Arn}"))
        .map(arn -> wiring.valueOf(arn.replace(".Arn}", "}")))
        .findFirst();
  }

  /** The name of a function: the first of those that do the same. */
  Value function(FunctionKind kind, @Nullable Projected projected) {
    String prefix = projected == null ? "" : Wiring.prefix(projected.name());
    return wiring.of(kind, projected == null ? "" : projected.name()).stream()
        .map(ServiceFunction::id)
        .findFirst()
        .map(id -> wiring.valueOf("${" + id + "}"))
        .orElseGet(() -> wiring.valueOf("${" + prefix + kind.className() + "}"));
  }

  /** The view that answers queries: this or its replacement. */
  Value chosen(ReplacedFacts replaced) {
    return wiring.value(replaced.choice(), "${" + choiceParameter(replaced) + '}');
  }

  static String choiceParameter(ReplacedFacts replaced) {
    return "Queried" + Wiring.prefix(replaced.name());
  }

  Value search() {
    return wiring.value(SEARCH_ENDPOINT, "${SearchDomain.DomainEndpoint}");
  }

  Value shards() {
    return wiring.value(LIST_SHARDS, "4");
  }

  Value queue(Projected projected) {
    return wiring.value(
        projected.name(), QUEUE_URL, "${" + Wiring.prefix(projected.name()) + "Queue}");
  }

  Value deadLetters(Projected projected) {
    return wiring.value(
        projected.name(),
        DEAD_LETTER_QUEUE_URL,
        "${" + Wiring.prefix(projected.name()) + "DeadLetters}");
  }
}
