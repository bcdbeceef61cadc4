package dev.headwater.local.mappings;

import static java.util.Objects.requireNonNull;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.FunctionInvoker;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.progress.Checkpoint;
import dev.headwater.local.progress.Checkpoint.StreamCheckpoint;
import dev.headwater.local.progress.LowWaterMark;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.MappingDeclaration;
import dev.headwater.local.template.MappingDeclaration.FromQueue;
import dev.headwater.local.template.MappingDeclaration.FromStream;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Runs the event source mappings of a stack: polls its streams and queues, and calls its functions
 * at least once for each record, as Lambda does.
 *
 * <p>Every second, and on close, reports the settled positions of the streams to {@link
 * LowWaterMark}. A mapping with the starting position {@code LATEST} uses it only at the first
 * start.
 */
public final class EventSources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventSources.class);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration DRAIN_INTERVAL = Duration.ofMillis(50);
  private static final Duration MARK_INTERVAL = Duration.ofSeconds(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration INTERRUPT_TIMEOUT = Duration.ofSeconds(2);

  private final Stack stack;
  private final Services services;
  private final LowWaterMark mark;
  private final StopSignal stop;
  private final PollerThreads threads = new PollerThreads();
  private final Map<String, StreamPoller> streams = new LinkedHashMap<>();
  private final Set<String> polledQueues = new HashSet<>();

  private EventSources(Stack stack, Services services, LowWaterMark mark) {
    this.stack = stack;
    this.services = services;
    this.stop = services.stop();
    this.mark = mark;
  }

  /**
   * The services that mappings read from and call.
   *
   * @param stop {@link #close} requests it once the streams and queues are drained
   * @param ages receives the age of the last record of each batch that a stream delivers
   */
  public record Services(
      FunctionInvoker functions,
      LocalDynamoDb tables,
      LocalSqs queues,
      Chaos chaos,
      StopSignal stop,
      BiConsumer<String, Duration> ages) {
    /** Without measuring ages. */
    public Services(
        FunctionInvoker functions,
        LocalDynamoDb tables,
        LocalSqs queues,
        Chaos chaos,
        StopSignal stop) {
      this(functions, tables, queues, chaos, stop, (function, age) -> {});
    }
  }

  /**
   * Starts polling. Records written to a stream or queue after this returns reach its functions.
   * The tables and queues must exist; close this before them.
   *
   * @throws LocalCloudException when a filter, table or queue of a mapping is unusable, or the data
   *     folder cannot be written; nothing is left running
   */
  public static EventSources start(Stack stack, Services services, LowWaterMark mark) {
    mark.begin();
    EventSources sources = new EventSources(stack, services, mark);
    try {
      for (FunctionDeclaration function : stack.functions()) {
        for (MappingDeclaration mapping : function.mappings()) {
          switch (mapping) {
            case FromStream stream -> sources.startStream(stream, function.functionName());
            case FromQueue queue -> sources.startQueue(queue, function.functionName());
          }
        }
      }
      sources.threads.start("low-water-mark", sources::advanceMark);
      return sources;
    } catch (RuntimeException e) {
      sources.stop();
      throw e;
    }
  }

  /**
   * Waits a few seconds for streams and queues to drain, stops polling, and waits for calls in
   * progress; takes at most 17 seconds. Skips the first wait when this run persists nothing.
   */
  @Override
  public void close() {
    if (mark.isPersistent()) {
      try {
        drain();
      } catch (SdkException e) {
        LOG.warn("Could not drain the streams and queues", RedactedException.of(e));
      }
    }
    if (stop()) {
      mark.reached(checkpoint());
    }
  }

  /**
   * How old the oldest record is that each function has read from its streams and not handled, by
   * the function's name; zero if there is none.
   */
  public Map<String, Duration> lags() {
    Instant now = Instant.now();
    Map<String, Duration> lags = new HashMap<>();
    streams.forEach(
        (key, poller) ->
            lags.merge(
                key.substring(0, key.lastIndexOf('/')),
                poller.lag(now),
                BinaryOperator.maxBy(Comparator.naturalOrder())));
    return lags;
  }

  private void advanceMark() {
    while (!stop.pause(MARK_INTERVAL)) {
      try {
        mark.advance(this::checkpoint);
      } catch (RuntimeException e) {
        LOG.error("Could not move the low-water mark", RedactedException.of(e));
      }
    }
  }

  private void startStream(FromStream mapping, String functionName) {
    String streamArn = streamArn(mapping, services.tables());
    String key = functionName + "/" + mapping.name();
    StreamDelivery delivery =
        new StreamDelivery(
            mapping,
            functionName,
            services.functions(),
            services.chaos(),
            new FailureDestination(
                functionName, streamArn, mapping.onFailureQueueArn(), services.queues(), stop),
            stop,
            age -> services.ages().accept(functionName, age));
    StreamSource source =
        new StreamSource(
            mapping,
            services.tables().streams(),
            streamArn,
            EventFilter.of(mapping.name(), mapping.filters()),
            new ParallelBatches(mapping, delivery),
            new StreamPositions(mark.resumed().positions(key, streamArn)));
    StreamPoller poller = new StreamPoller(source, stop, threads);
    streams.put(key, poller);
    poller.start(
        mark.isFirstRun()
            ? ShardIteratorType.fromValue(mapping.startingPosition())
            : ShardIteratorType.TRIM_HORIZON);
  }

  private void startQueue(FromQueue mapping, String functionName) {
    polledQueues.add(LocalArn.queueName(mapping.queueArn()));
    QueueSource source = QueueSource.of(mapping, services.queues());
    var delivery =
        new QueueDelivery(source, functionName, services.functions(), services.chaos(), stop);
    new QueuePoller(source, delivery, stop, threads).start();
  }

  private static String streamArn(FromStream mapping, LocalDynamoDb tables) {
    TableDescription table = described(mapping, tables);
    if (table.latestStreamArn() == null) {
      throw new LocalCloudException(
          "%s reads the stream of %s, which has none: give the table a StreamSpecification."
              .formatted(mapping.name(), mapping.tableName()));
    }
    String label = LocalArn.streamLabel(mapping.streamArn());
    if (!label.equals(LocalArn.STREAM_LABEL) && !label.equals(table.latestStreamLabel())) {
      throw new LocalCloudException(
          "%s reads the stream %s of %s, but the label of its stream is %s."
              .formatted(mapping.name(), label, mapping.tableName(), table.latestStreamLabel()));
    }
    return requireNonNull(table.latestStreamArn());
  }

  private static TableDescription described(FromStream mapping, LocalDynamoDb tables) {
    try {
      return tables.client().describeTable(r -> r.tableName(mapping.tableName())).table();
    } catch (ResourceNotFoundException e) {
      throw new LocalCloudException(
          "%s reads the stream of %s, but there is no such table: create it, or name another one."
              .formatted(mapping.name(), mapping.tableName()),
          e);
    }
  }

  /** Waits for nothing if an unpolled queue has a message to lose: the stop will be unclean. */
  private void drain() {
    Set<String> names =
        stack.queues().stream().map(QueueDeclaration::queueName).collect(Collectors.toSet());
    Set<String> unpolled = new HashSet<>(names);
    unpolled.removeAll(polledQueues);
    long begun = System.nanoTime(); // records that were written before have to be read
    while (System.nanoTime() - begun < DRAIN_TIMEOUT.toNanos()
        && services.queues().withUnsavedMessages(unpolled).isEmpty()
        && !(streams.values().stream().allMatch(stream -> stream.isCaughtUpSince(begun))
            && services.queues().withUnsavedMessages(names).isEmpty())) {
      LockSupport.parkNanos(DRAIN_INTERVAL.toNanos());
    }
  }

  private boolean stop() {
    stop.request();
    if (threads.awaitEnd(STOP_TIMEOUT)) {
      return true;
    }
    LOG.warn("Interrupting function calls that are still running");
    threads.interrupt();
    threads.awaitEnd(INTERRUPT_TIMEOUT);
    return false;
  }

  private Checkpoint checkpoint() {
    Map<String, StreamCheckpoint> positions = new HashMap<>();
    streams.forEach(
        (key, poller) ->
            positions.put(
                key, new StreamCheckpoint(poller.streamArn(), poller.positions().asMap())));
    return new Checkpoint(positions);
  }
}
