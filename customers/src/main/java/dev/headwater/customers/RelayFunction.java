package dev.headwater.customers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.dynamodb.StreamEventReader;
import dev.headwater.eventbridge.BatchResponse;
import dev.headwater.eventbridge.EventBridgePublisher;
import dev.headwater.eventbridge.FunctionMetrics;
import dev.headwater.eventbridge.SqsParkedCommits;
import dev.headwater.host.Host;
import dev.headwater.relay.Relay;
import dev.headwater.relay.RelayedBatch;
import dev.headwater.service.Settings;
import dev.headwater.service.functions.AwsClients;
import dev.headwater.service.functions.InvocationDeadline;
import dev.headwater.service.functions.SafeInvocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Publishes commits from the events table's stream to the bus. */
public final class RelayFunction implements RequestStreamHandler, AutoCloseable {
  /** Covers the call in progress at the deadline, and parking. */
  private static final int MARGIN_MILLIS = 12_000;

  private final AwsClients clients;
  private final Relay relay;

  public RelayFunction() {
    this(System.getenv());
  }

  public RelayFunction(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    String bus = environment.required(Environment.EVENT_BUS_NAME);
    String source = environment.required(Environment.EVENT_SOURCE_NAME);
    String parkedQueueUrl = environment.required(Environment.PARKED_COMMITS_QUEUE_URL);
    clients = new AwsClients(new Settings(environment.variables()));
    var publisher = new EventBridgePublisher(clients.eventBridge(), bus, source);
    var parked = new SqsParkedCommits(clients.sqs(), parkedQueueUrl);
    relay = new Relay(publisher, parked, Host.system());
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    SafeInvocation.run(() -> relay(input, output, context));
  }

  private void relay(InputStream input, OutputStream output, Context context) throws IOException {
    RelayedBatch batch =
        relay.relay(StreamEventReader.read(input), InvocationDeadline.of(context, MARGIN_MILLIS));
    String resumeAt = batch.resumeAt();
    BatchResponse.write(output, resumeAt == null ? List.of() : List.of(resumeAt));
    new FunctionMetrics(context.getFunctionName(), context.getLogger()::log).relayed(batch);
  }

  /** For a host that outlives its functions; Lambda never calls this. */
  @Override
  public void close() {
    clients.close();
  }
}
