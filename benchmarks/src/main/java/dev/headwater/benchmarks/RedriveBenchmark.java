package dev.headwater.benchmarks;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Callers;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.benchmarks.harness.TemporaryFolder;
import dev.headwater.local.Endpoints;
import dev.headwater.local.ground.LocalClients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Redrives the letters of customers whose views are gone. */
final class RedriveBenchmark implements Benchmark {
  private static final int CUSTOMERS = 1_000;
  private static final int LETTERS_EACH = 10;
  private static final int GROUPS = 20;
  private static final int BATCH = 10;
  private static final Callers CLIENTS = new Callers(16);

  @Override
  public String name() {
    return "redrive";
  }

  @Override
  public String purpose() {
    return "dead-letters redrive of 10,000 letters of 1,000 customers in 20 groups";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create("redrive");
        LaptopService service =
            LaptopService.start(settings.home(), folder.path().resolve("data"))) {
      CLIENTS.run(CUSTOMERS, number -> service.register("a", number));
      service.secondsUntilVisible(CUSTOMERS);
      removeViews(service.endpoints());
      park(service.endpoints());
      double list = seconds(() -> expect(1, service, settings, "list"));
      double redrive = seconds(() -> expect(0, service, settings, "redrive", "--all"));
      expect(0, service, settings, "list");
      if (service.operate(settings.home(), "verify") != 0) {
        throw new IOException("Views differ from their streams");
      }
      return Report.of(
          List.of(
              Figure.alone("list", list, "s", new Goal.None()),
              Figure.alone("redrive", redrive, "s", new Goal.AtMost(120))),
          "With the start of each command. Afterwards, no letter is left and verify is clean.");
    }
  }

  private static void expect(
      int exitCode, LaptopService service, Settings settings, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("dead-letters"));
    command.addAll(List.of(arguments));
    int actual = service.operate(settings.home(), command.toArray(String[]::new));
    if (actual != exitCode) {
      throw new IOException(command + " exited with " + actual);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static double seconds(Step step) throws IOException {
    long begun = System.nanoTime();
    step.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void removeViews(Endpoints endpoints) {
    try (DynamoDbClient tables =
        LocalClients.configured(DynamoDbClient.builder(), endpoints.dynamodb()).build()) {
      for (int number = 0; number < CUSTOMERS; number++) {
        Map<String, AttributeValue> key = Map.of("customerId", AttributeValue.fromS(id(number)));
        tables.deleteItem(
            delete -> delete.tableName(endpoints.tables().get("CustomersTable")).key(key));
      }
    }
  }

  private static void park(Endpoints endpoints) {
    try (SqsClient sqs = LocalClients.configured(SqsClient.builder(), endpoints.sqs()).build()) {
      for (int from = 0; from < CUSTOMERS * LETTERS_EACH; from += BATCH) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>(BATCH);
        for (int number = from; number < from + BATCH; number++) {
          entries.add(letter(number));
        }
        sqs.sendMessageBatch(
            send ->
                send.queueUrl(endpoints.queues().get("CustomerViewDeadLetters")).entries(entries));
      }
    }
  }

  /** The letters of a customer are as far apart as they can be. */
  private static SendMessageBatchRequestEntry letter(int number) {
    return SendMessageBatchRequestEntry.builder()
        .id(Integer.toString(number))
        .messageBody(
            """
            {"detail": {"category": "CUSTOMER", "aggregateId": "%s", "version": 1,
            "eventType": "CustomerRegistered"}}\
            """
                .formatted(id(number % CUSTOMERS)))
        .messageAttributes(
            Map.of(
                "repair", text("true"),
                "reason", text("It failed"),
                "kind", text("projection"),
                "exception", text("java.lang.IllegalStateException"),
                "place", text("shop.Views.fold" + number % GROUPS + "(Views.java:1)")))
        .build();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "a-%06d", number);
  }
}
