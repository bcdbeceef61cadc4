package dev.headwater.local;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.chaos.ChaosFront;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.local.ground.RedactedException;
import dev.headwater.local.progress.LowWaterMark;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.Stack;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * The tables, queues and search of a stack.
 *
 * @param search the endpoint; empty if the template has no search domain
 */
record LocalStores(LocalDynamoDb tables, LocalSqs queues, Optional<URI> search) {
  /** Starts the three in parallel. */
  static LocalStores start(
      Callable<LocalDynamoDb> tables, Callable<LocalSqs> queues, Callable<Optional<URI>> search) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<LocalDynamoDb> startingTables = threads.submit(tables);
      Future<LocalSqs> startingQueues = threads.submit(queues);
      Future<Optional<URI>> startingSearch = threads.submit(search);
      return new LocalStores(
          started(startingTables), started(startingQueues), started(startingSearch));
    }
  }

  /** Waits without a timeout, because each store limits the time of its own start. */
  private static <T> T started(Future<T> starting) {
    try {
      return starting.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("A store failed to start", RedactedException.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalCloudException("Interrupted while starting the local cloud.", e);
    }
  }

  LowWaterMark.Stores forMark(Stack stack) {
    List<String> names = stack.queues().stream().map(QueueDeclaration::queueName).toList();
    return new LowWaterMark.Stores(tables::awaitDurable, () -> queues.withUnsavedMessages(names));
  }

  /** Returns the address that functions use for a service: its own, or that of a chaos front. */
  interface Fronts {
    String of(URI service, BiFunction<URI, Chaos, ChaosFront> front);
  }

  /** The environment variables that override those of the template. */
  Map<String, String> environment(URI aws, Fronts fronts) {
    var environment = new HashMap<String, String>();
    environment.put("AWS_REGION", LocalArn.REGION);
    environment.put("AWS_DEFAULT_REGION", LocalArn.REGION);
    environment.put("AWS_ACCESS_KEY_ID", LocalCredentials.ACCESS_KEY_ID);
    environment.put("AWS_SECRET_ACCESS_KEY", LocalCredentials.SECRET_ACCESS_KEY);
    put(environment, "DYNAMODB", fronts.of(tables.endpoint(), ChaosFront::ofDynamoDb));
    put(environment, "DYNAMODB_STREAMS", tables.endpoint().toString());
    put(environment, "SQS", fronts.of(queues.endpoint(), ChaosFront::ofSqs));
    put(environment, "EVENTBRIDGE", fronts.of(aws, ChaosFront::ofEventBridge));
    put(environment, "LAMBDA", aws.toString());
    put(environment, "CLOUDWATCH", aws.toString());
    search.ifPresent(
        url -> put(environment, "OPENSEARCH", fronts.of(url, ChaosFront::ofOpenSearch)));
    return environment;
  }

  private static void put(Map<String, String> environment, String service, String address) {
    environment.put("AWS_ENDPOINT_URL_" + service, address);
  }
}
