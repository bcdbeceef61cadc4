package dev.headwater.cli;

import dev.headwater.cli.operated.OperatedService;
import dev.headwater.cli.operated.OperationsClient;
import dev.headwater.cli.report.TextReport;
import dev.headwater.dynamodb.ClaimsTableCheck;
import dev.headwater.local.LocalCloudOptions.Functions;
import dev.headwater.local.LocalCloudOptions.Preparation;
import java.io.PrintWriter;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills a claims table that lacks the claims of stored events. Otherwise the command function would
 * refuse to start.
 */
record ClaimsFilling(PrintWriter out) implements Preparation {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int SECONDS = 30;

  @Override
  public void run(DynamoDbClient tables, Functions functions) {
    Map<String, String> environment = functions.environment(OperatedService.FUNCTION);
    String events = environment.get("COMMAND_TABLE");
    String claims = environment.get("CLAIMS_TABLE");
    if (events != null && claims != null && ClaimsTableCheck.needsRepair(tables, events, claims)) {
      report(fill(functions));
    }
  }

  /** In slices, since a function's time is limited. */
  private static ObjectNode fill(Functions functions) {
    ObjectNode request =
        JSON.createObjectNode()
            .put("operation", "claims")
            .put("run", "start")
            .put("by", "headwater serve")
            .put("seconds", SECONDS);
    request.putObject("arguments").put("repair", true).put("ifNeverFilled", true);
    while (true) {
      String answer = functions.call(OperatedService.FUNCTION, request.toString());
      ObjectNode slice = OperationsClient.done(JSON.readTree(answer), OperatedService.FUNCTION);
      if (slice.path("done").asBoolean(false)) {
        functions.call(OperatedService.FUNCTION, request.put("end", true).toString());
        return slice;
      }
      request.set("from", slice.required("from"));
    }
  }

  private void report(ObjectNode filled) {
    JsonNode totals = filled.path("totals");
    if (!totals.has("claims")) {
      return; // with its settings, the service makes no claims
    }
    long repaired = totals.path("repaired").asLong(0);
    out.println(
        "  filled the claims table from the events: "
            + totals.path("streams").asLong(0)
            + " "
            + TextReport.plural(filled.path("noun").asString("stream"))
            + ", "
            + repaired
            + " claims taken");
    long left = totals.path("wrong").asLong(0) - repaired;
    if (left > 0) {
      out.println(
          "  WARNING: claims still wrong: " + left + " (./headwater claims check lists them)");
    }
  }
}
