package dev.headwater.fuzz;

import dev.headwater.e2e.Callers;
import dev.headwater.fuzz.AcceptedCommands.Acknowledged;
import dev.headwater.fuzz.Finding.Kind;
import dev.headwater.local.Endpoints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads all that was acknowledged, and that nothing else was done. */
final class ReadBack {
  private static final int CALLERS = 4;
  private static final int MAX_PAGES = 2_000;

  private final Endpoints endpoints;
  private final AcceptedCommands accepted;
  private final Findings findings;

  ReadBack(Endpoints endpoints, AcceptedCommands accepted, Findings findings) {
    this.endpoints = endpoints;
    this.accepted = accepted;
    this.findings = findings;
  }

  void check() {
    Callers.forAll(
        CALLERS,
        accepted.customers(),
        id -> {
          try (WireClient client = new WireClient(endpoints, findings)) {
            check(id, client);
          }
        });
    try (WireClient client = new WireClient(endpoints, findings)) {
      checkList(client);
    }
  }

  private void check(String id, WireClient client) {
    List<JsonNode> events = items("/customers/" + id + "/events?limit=3", client);
    List<CustomerState> history = CustomerState.history(events);
    accepted
        .of(id)
        .forEach(
            (version, all) ->
                all.forEach(
                    acknowledged -> {
                      Optional<String> fault =
                          version > history.size()
                              ? Optional.of("an acknowledged event is missing")
                              : acknowledged
                                  .command()
                                  .fault(history.get(Math.toIntExact(version) - 1));
                      fault.ifPresent(what -> found(Kind.LOST, what, acknowledged, events));
                    }));
    if (accepted.isComplete()) {
      checkAllAcknowledged(id, history, accepted.of(id));
    }
    events.forEach(event -> checkTexts(id, event));
    checkView(id, history, client);
  }

  private void checkAllAcknowledged(
      String id, List<CustomerState> history, Map<Long, Queue<Acknowledged>> all) {
    for (CustomerState state : history) {
      if (!all.containsKey(state.version())) {
        add(Kind.DESYNC, "an event that no answer acknowledged", id, state.toString());
      }
    }
  }

  private void checkTexts(String id, JsonNode event) {
    event
        .path("payload")
        .forEachEntry(
            (field, value) -> {
              String text = value.asString("");
              Optional<String> fault =
                  switch (field) {
                    case "email", "newEmail" -> TextRules.emailFault(text);
                    case "name", "reason" -> TextRules.textFault(text);
                    default -> Optional.empty(); // as an earlier command left it
                  };
              fault.ifPresent(
                  what ->
                      found(
                          Kind.ACCEPTED, field + " with " + what, acknowledged(id, event), event));
            });
  }

  private Collection<Acknowledged> acknowledged(String id, JsonNode event) {
    Collection<Acknowledged> all = accepted.of(id).get(event.path("version").asLong(0));
    return all == null ? List.of() : all;
  }

  private void checkView(String id, List<CustomerState> history, WireClient client) {
    if (history.isEmpty()) {
      return;
    }
    CustomerState last = history.getLast();
    Optional<JsonNode> view = json("/customers/" + id + "?minVersion=" + last.version(), client);
    if (view.map(CustomerState::view).filter(last::equals).isEmpty()) {
      add(Kind.LOST, "a view that is not as the events", id, last + " but " + view);
    }
  }

  /** Nobody is listed who was not acknowledged. */
  private void checkList(WireClient client) {
    Set<String> listed = new HashSet<>();
    items("/customers?limit=100", client)
        .forEach(item -> listed.add(item.path("customerId").asString("")));
    Set<String> missing = new HashSet<>(accepted.customers());
    missing.removeAll(listed);
    if (!missing.isEmpty()) {
      add(
          Kind.LOST,
          "customers that are not in the list",
          missing.iterator().next(),
          missing.size() + " of " + accepted.customers().size());
    }
    listed.removeAll(accepted.customers());
    if (accepted.isComplete() && !listed.isEmpty()) {
      add(
          Kind.DESYNC,
          "customers that no answer acknowledged",
          listed.iterator().next(),
          listed.size() + " of them");
    }
  }

  private List<JsonNode> items(String path, WireClient client) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      JsonNode json = json(path + cursor, client).orElse(null);
      if (json == null) {
        return items;
      }
      json.path("items").forEach(items::add);
      if (!json.has("nextCursor")) {
        return items;
      }
      cursor = "&cursor=" + json.path("nextCursor").asString("");
    }
    throw new AssertionError("a list without end: " + path);
  }

  private Optional<JsonNode> json(String path, WireClient client) {
    WireRequest request = WireRequest.get(Port.API, path);
    Optional<Answer> answer = client.send(request, "reading back");
    if (answer.filter(Answer::isSuccess).isEmpty()) {
      findings.add(
          new Finding(Kind.LOST, "not readable: " + Route.of(request)),
          "reading back",
          request.bytes(),
          answer.toString());
      return Optional.empty();
    }
    return answer.flatMap(Answer::json);
  }

  private void found(Kind kind, String what, Collection<Acknowledged> all, Object seen) {
    all.stream().limit(1).forEach(each -> found(kind, what, each, seen));
  }

  private void found(Kind kind, String what, Acknowledged each, Object seen) {
    findings.add(new Finding(kind, what), each.where(), each.request(), seen.toString());
  }

  private void add(Kind kind, String what, String id, String seen) {
    findings.add(new Finding(kind, what), "customer " + id, Bytes.NONE, seen);
  }
}
