package dev.headwater.dynamodb.audit;

import dev.headwater.dynamodb.internal.MeteredClient;
import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Counts the capacity units that DynamoDB reports for the calls of its clients. Thread-safe. */
public final class UnitMeter {
  private final DoubleAdder units = new DoubleAdder();

  /** The same client, whose calls are counted. */
  public DynamoDbClient on(DynamoDbClient client) {
    return new MeteredClient(client, units::add);
  }

  /** What the calls have used until now. */
  public double units() {
    return units.sum();
  }
}
