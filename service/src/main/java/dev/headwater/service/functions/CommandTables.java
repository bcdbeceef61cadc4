package dev.headwater.service.functions;

import dev.headwater.dynamodb.ClaimsTableCheck;
import dev.headwater.dynamodb.EventsTableCheck;
import dev.headwater.host.Host;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The tables of the write side.
 *
 * @param claims {@code null} if there is none
 * @param withClaims whether one of the deciders makes claims
 */
record CommandTables(String events, @Nullable String claims, boolean withClaims) {
  /**
   * The tables that a function's environment names.
   *
   * @throws IllegalStateException if a variable is missing, or two aggregates' claims have one name
   */
  static CommandTables of(Service service, Environment environment) {
    Settings settings = environment.settings();
    String events = settings.text(Environment.COMMAND_TABLE);
    boolean withClaims = requireOwnClaims(service, settings);
    String claims =
        withClaims
            ? settings.text(Environment.CLAIMS_TABLE)
            : settings.get(Environment.CLAIMS_TABLE);
    return new CommandTables(events, claims, withClaims);
  }

  /**
   * Whether a decider makes claims with these settings.
   *
   * @throws IllegalStateException if two aggregates' claims have one name
   */
  static boolean requireOwnClaims(Service service, Settings settings) {
    Map<String, String> owners = new HashMap<>();
    for (Aggregate<?, ?, ?, ?> aggregate : service.aggregates()) {
      for (String claim : aggregate.decider(settings).claimNames()) {
        String other = owners.put(claim, aggregate.category());
        if (other != null) {
          throw new IllegalStateException(
              "The aggregates "
                  + other
                  + " and "
                  + aggregate.category()
                  + " both make claims called "
                  + claim
                  + ", so that one would take the other's values: rename one, as in "
                  + aggregate.noun()
                  + '-'
                  + claim);
        }
      }
    }
    return !owners.isEmpty();
  }

  /**
   * Checks that the guarantees hold on these tables.
   *
   * @return what lets commits change claims
   * @throws IllegalStateException if they do not; the message says what to change
   * @throws dev.headwater.host.UnavailableException if DynamoDB does not answer
   */
  ClaimsGate check(DynamoDbClient client, Host host) {
    EventsTableCheck.check(client, events, withClaims);
    if (claims == null) {
      return ClaimsGate.OPEN;
    }
    if (!withClaims) {
      ClaimsTableCheck.switchOff(client, claims, host);
      return ClaimsGate.OPEN;
    }
    return ClaimsTableCheck.check(client, events, claims, host)
        ? ClaimsGate.OPEN
        : new ClaimsGate(() -> ClaimsTableCheck.isComplete(client, events, claims));
  }
}
