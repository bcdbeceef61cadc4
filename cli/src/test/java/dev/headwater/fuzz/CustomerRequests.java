package dev.headwater.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Makes requests of clients of the customer service, the texts of some of them odd. */
final class CustomerRequests {
  private static final int ODD_TEXT = 4;

  private final Known known;
  private final Map<String, String> functions;
  private final long seed;

  /**
   * @param functions names by logical id
   */
  CustomerRequests(Known known, Map<String, String> functions, long seed) {
    this.known = known;
    this.functions = functions;
    this.seed = seed;
  }

  /** A request as its content still has to be written, since that may be mutated. */
  record Draft(WireRequest request, JsonDraft body) {
    Draft(WireRequest request) {
      this(request, JsonDraft.empty());
    }
  }

  Draft next(Chance chance, long index) {
    return switch (chance.below(20)) {
      case 0, 1, 2, 3 -> new Draft(post("/customers"), register(chance, index));
      case 4, 5 ->
          new Draft(
              WireRequest.json(Port.API, "PUT", "/customers/" + id(chance) + "/email", ""),
              email("newEmail", chance, index));
      case 6, 7 ->
          new Draft(
              post("/customers/" + id(chance) + "/suspend"),
              JsonDraft.empty().with(chance, "reason", text(chance, "zqx is unpaid")));
      case 8 -> new Draft(post("/customers/" + id(chance) + "/reactivate"));
      case 9 -> new Draft(get("/customers/" + id(chance) + minVersion(chance)));
      case 10, 11 -> new Draft(get("/customers?" + page(chance) + filter(chance)));
      case 12, 13 ->
          new Draft(get("/customers?email=" + encoded(pattern(chance)) + "&" + page(chance)));
      case 14 ->
          new Draft(
              get(
                  chance.of(
                      "/customers/count",
                      "/customers/count?status=ACTIVE",
                      "/health",
                      "/metrics",
                      "/customers/nobody/events")));
      case 15 -> new Draft(get("/customers/" + id(chance) + "/events?" + page(chance)));
      case 16, 17 -> command(chance, index);
      default -> query(chance);
    };
  }

  private Draft command(Chance chance, long index) {
    Known.Customer customer = known.customer(chance);
    JsonDraft payload = JsonDraft.empty().with(chance, "customerId", customer.id());
    String type =
        chance.of("RegisterCustomer", "UpdateEmail", "SuspendCustomer", "ReactivateCustomer");
    JsonDraft filled =
        switch (type) {
          case "RegisterCustomer" -> register(chance, index);
          case "UpdateEmail" -> payload.with(chance, "newEmail", address(chance, index));
          case "SuspendCustomer" -> payload.with(chance, "reason", text(chance, "zqx"));
          default -> payload;
        };
    JsonDraft some = chance.oneIn(3) ? filled.mutated(chance) : filled;
    return new Draft(
        invoke("CommandFunction"),
        JsonDraft.empty().with(chance, "commandType", type).withRaw("payload", some.text()));
  }

  private Draft query(Chance chance) {
    JsonDraft draft = JsonDraft.empty();
    return new Draft(
        invoke("QueryFunction"),
        switch (chance.below(3)) {
          case 0 ->
              draft
                  .with(chance, "queryType", "GetCustomerById")
                  .with(chance, "customerId", id(chance));
          case 1 -> draft.with(chance, "queryType", "GetActiveCustomers").withRaw("limit", "1");
          default ->
              draft
                  .with(chance, "queryType", "SearchCustomersByEmail")
                  .with(chance, "emailPattern", pattern(chance))
                  .withRaw("limit", "2");
        });
  }

  private JsonDraft register(Chance chance, long index) {
    JsonDraft draft =
        chance.oneIn(4)
            ? JsonDraft.empty()
            : JsonDraft.empty().with(chance, "customerId", newId(index));
    return draft
        .with(chance, "email", address(chance, index))
        .with(chance, "name", text(chance, "Zqx Lovelace"));
  }

  private JsonDraft email(String field, Chance chance, long index) {
    return JsonDraft.empty().with(chance, field, address(chance, index));
  }

  private String newId(long index) {
    return String.format(Locale.ROOT, "c%016x-%d", seed, index);
  }

  private static String address(Chance chance, long index) {
    String unique = "zqx" + Long.toString(index, Character.MAX_RADIX);
    return chance.oneIn(ODD_TEXT) ? OddText.email(chance, unique) : unique + "@zqx.example";
  }

  private static String text(Chance chance, String text) {
    return chance.oneIn(ODD_TEXT) ? OddText.of(chance, text) : text;
  }

  private String id(Chance chance) {
    return known.customer(chance).id();
  }

  private static String pattern(Chance chance) {
    String pattern = chance.of("zqx*", "*@zqx.example", "zqx?@*", "*\\*zqx*", "*", "Z*Q*X*");
    return text(chance, pattern);
  }

  private String minVersion(Chance chance) {
    return chance.oneIn(3)
        ? "?minVersion=" + chance.of("0", "1", "2", "9999999999", "-1", "x", "\u0661")
        : "";
  }

  /** Short pages, so that they have a next one. */
  private String page(Chance chance) {
    return "limit="
        + chance.between(1, 3)
        + (chance.oneIn(4) ? "&cursor=" + encoded(known.cursor(chance)) : "");
  }

  private String filter(Chance chance) {
    Known.Customer seen = known.customer(chance);
    return chance.of("", "", "&status=ACTIVE", "&status=SUSPENDED", "&order=desc", "&order=asc")
        + (chance.oneIn(4) ? "&after=" + seen.id() + "@" + seen.version() : "");
  }

  private WireRequest invoke(String function) {
    String name = Objects.requireNonNull(functions.get(function));
    return WireRequest.json(Port.AWS, "POST", "/2015-03-31/functions/" + name + "/invocations", "");
  }

  private static WireRequest post(String target) {
    return WireRequest.json(Port.API, "POST", target, "");
  }

  private static WireRequest get(String target) {
    return WireRequest.get(Port.API, target);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
