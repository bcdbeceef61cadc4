package dev.headwater.local.endpoints;

import static dev.headwater.local.functions.Handlers.declare;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.functions.AsyncInvocations;
import dev.headwater.local.functions.FunctionInvoker.Invocation;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.Handlers;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.RuleDeclaration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An endpoint with the functions {@code echo} and {@code broken}, and clients of it. */
final class TestEndpoint implements AutoCloseable {
  /** The events that the function received. */
  final BlockingQueue<String> events = new ArrayBlockingQueue<>(10);

  /** How many more calls are throttled. */
  final AtomicInteger throttles = new AtomicInteger();

  /** Ends the calls that wait. */
  final CountDownLatch mayEnd = new CountDownLatch(1);

  final OutstandingWork work = new OutstandingWork();
  final AwsEndpoint endpoint;
  final LambdaClient lambda;
  final EventBridgeClient eventBridge;
  private final AsyncInvocations asynchronous;
  private final SqsClient sqs;

  /** A rule that sends the shop's events to the queue {@code orders}. */
  static RuleDeclaration ordersOfTheShop() {
    return new RuleDeclaration(
        "R",
        "r",
        "default",
        "{\"source\": [\"shop\"]}",
        true,
        List.of(new RuleDeclaration.Target("t", LocalArn.queue("orders"), null, null)));
  }

  /** Without rules. */
  TestEndpoint() {
    this(List.of(), sqs(URI.create("http://127.0.0.1:1")), "none");
  }

  /**
   * Sends to one queue what the rules match.
   *
   * @param sqs is closed with the endpoint
   */
  TestEndpoint(List<RuleDeclaration> rules, SqsClient sqs, String queueUrl) {
    var targets = new LocalBus.Targets(sqs, name -> queueUrl, work::recordLoss);
    List<FunctionDeclaration> functions =
        List.of(declare("echo", Handlers.Echo.class), declare("broken", Handlers.Broken.class));
    asynchronous =
        new AsyncInvocations(
            functions, new AsyncInvocations.Services(this::invoke, sqs, name -> queueUrl, work));
    endpoint =
        AwsEndpoint.start(
            new LocalBus(List.of(), rules, targets), this::invoke, asynchronous, functions);
    lambda = client(LambdaClient.builder(), endpoint.uri());
    eventBridge = client(EventBridgeClient.builder(), endpoint.uri());
    this.sqs = sqs;
  }

  static SqsClient sqs(URI uri) {
    return client(SqsClient.builder(), uri);
  }

  private static <B extends AwsClientBuilder<B, C>, C> C client(B builder, URI uri) {
    return builder
        .endpointOverride(uri)
        .region(Region.US_EAST_1)
        .credentialsProvider(LocalCredentials.PROVIDER)
        .build();
  }

  private Invocation invoke(String name, String event) {
    if (throttles.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return new Failed(Failed.THROTTLED, "Rate Exceeded.");
    }
    events.add(event);
    if (event.contains("wait")) {
      awaitEnd();
    }
    if (event.contains("bug")) {
      throw new IllegalArgumentException(event);
    }
    return event.contains("fail")
        ? new Failed("com.example.Broken", "no \"luck\"")
        : new Answered("{\"by\":\"" + name + "\"}");
  }

  private void awaitEnd() {
    try {
      assertThat(mayEnd.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  HttpResponse<String> post(String path, String body, String header, String value)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(endpoint.uri().resolve(path))
              .header(header, value)
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  @Override
  public void close() {
    eventBridge.close();
    lambda.close();
    asynchronous.close();
    endpoint.close();
    sqs.close();
  }
}
