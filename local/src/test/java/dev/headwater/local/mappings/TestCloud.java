package dev.headwater.local.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.progress.LowWaterMark;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.MappingDeclaration;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import dev.headwater.local.template.Stack;
import dev.headwater.local.template.TableDeclaration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;

/** One table with a stream, a queue with a dead-letter queue, and mappings from them. */
public record TestCloud(LocalDynamoDb tables, LocalSqs queues, OutstandingWork work)
    implements AutoCloseable {
  public static final String TABLE = "items";
  public static final String QUEUE = "work";
  public static final String PARKED = "parked";

  public static TestCloud start(@Nullable Path folder) {
    OutstandingWork work = new OutstandingWork();
    TestCloud cloud =
        new TestCloud(
            LocalDynamoDb.start(folder), LocalSqs.start(LoopbackPort.bind(0), work), work);
    cloud.tables.create(List.of(table()));
    cloud.queues.create(queueDeclarations());
    return cloud;
  }

  /** Polls a mapping until the condition holds. */
  void runUntil(FunctionInvoker function, MappingDeclaration mapping, Callable<Boolean> condition) {
    runUntil(function, Chaos.NONE, mapping, condition);
  }

  void runUntil(
      FunctionInvoker function,
      Chaos chaos,
      MappingDeclaration mapping,
      Callable<Boolean> condition) {
    run(function, chaos, null, () -> eventually().until(condition), mapping);
  }

  /**
   * Runs a task while the mappings are polled, and then closes them.
   *
   * @param checkpoint the file of the low-water mark; null for none
   */
  void run(
      FunctionInvoker function,
      @Nullable Path checkpoint,
      Runnable meanwhile,
      MappingDeclaration... mappings) {
    run(function, Chaos.NONE, checkpoint, meanwhile, mappings);
  }

  private void run(
      FunctionInvoker function,
      Chaos chaos,
      @Nullable Path checkpoint,
      Runnable meanwhile,
      MappingDeclaration... mappings) {
    FunctionDeclaration declaration =
        new FunctionDeclaration(
            "Fn",
            "fn",
            "Handler",
            null,
            25,
            Duration.ofSeconds(10),
            128,
            10,
            Map.of(),
            List.of(),
            List.of(mappings),
            EventInvokeConfig.DEFAULTS);
    Stack stack =
        new Stack(
            "test",
            Map.of(),
            List.of(table()),
            queueDeclarations(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(declaration),
            List.of());
    try (LowWaterMark mark = mark(checkpoint);
        EventSources sources =
            EventSources.start(
                stack,
                new EventSources.Services(function, tables, queues, chaos, new StopSignal()),
                mark)) {
      assertThat(sources).isNotNull();
      meanwhile.run();
    }
  }

  /** The low-water mark that a start would find. */
  public LowWaterMark mark(@Nullable Path checkpoint) {
    return LowWaterMark.of(
        work,
        new LowWaterMark.Stores(
            tables::awaitDurable, () -> queues.withUnsavedMessages(List.of(QUEUE, PARKED))),
        checkpoint);
  }

  /** All records of the stream. */
  public List<Record> records() {
    String arn = tables.client().describeTable(r -> r.tableName(TABLE)).table().latestStreamArn();
    return tables
        .streams()
        .describeStream(r -> r.streamArn(arn))
        .streamDescription()
        .shards()
        .stream()
        .map(
            shard ->
                tables
                    .streams()
                    .getShardIterator(
                        r ->
                            r.streamArn(arn)
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator())
        .flatMap(
            iterator ->
                tables.streams().getRecords(r -> r.shardIterator(iterator)).records().stream())
        .toList();
  }

  /** A generous timeout, because small machines run several of these in parallel. */
  public static ConditionFactory eventually() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }

  public void put(String... ids) {
    for (String id : ids) {
      tables.client().putItem(r -> r.tableName(TABLE).item(Map.of("id", AttributeValue.fromS(id))));
    }
  }

  public void send(String... bodies) {
    String url = queues.url(QUEUE);
    for (String body : bodies) {
      queues.client().sendMessage(r -> r.queueUrl(url).messageBody(body));
    }
  }

  public List<String> receive(String queueName) {
    String url = queues.url(queueName);
    return queues
        .client()
        .receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10))
        .messages()
        .stream()
        .map(m -> m.body())
        .toList();
  }

  @Override
  public void close() {
    tables.close();
    queues.close();
  }

  private static TableDeclaration table() {
    return new TableDeclaration(
        "Items",
        TABLE,
        Map.of("id", "S"),
        new TableDeclaration.Key("id", null),
        List.of(),
        "NEW_AND_OLD_IMAGES");
  }

  private static List<QueueDeclaration> queueDeclarations() {
    return List.of(queue(QUEUE, new Redrive(LocalArn.queue(PARKED), 2)), queue(PARKED, null));
  }

  private static QueueDeclaration queue(String name, @Nullable Redrive redrive) {
    return new QueueDeclaration(
        name,
        name,
        Duration.ofSeconds(2),
        Duration.ofDays(4),
        Duration.ZERO,
        Duration.ZERO,
        redrive);
  }
}
