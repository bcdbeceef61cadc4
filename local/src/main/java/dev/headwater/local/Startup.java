package dev.headwater.local;

import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.chaos.ChaosFront;
import dev.headwater.local.functions.AwsEndpoint;
import dev.headwater.local.functions.EventSources;
import dev.headwater.local.functions.FunctionRuntime;
import dev.headwater.local.functions.Surroundings;
import dev.headwater.local.gateway.HttpApi;
import dev.headwater.local.http.Descriptors;
import dev.headwater.local.http.LoopbackServer;
import dev.headwater.local.metrics.LocalMetrics;
import dev.headwater.local.progress.LowWaterMark;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.BusDeclaration;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.Stack;
import dev.headwater.local.template.StackOptions;
import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.TableDeclaration;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One start, from the template to the endpoints. What can be wrong is looked at first; then the
 * slow parts start side by side. The template is read twice, since the URLs of queues are known
 * only when the queues run.
 */
final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

  private final LocalCloudOptions options;
  private final Chaos chaos;
  private final Parts parts;
  private final StopSignal stop = new StopSignal();
  private final OutstandingWork work = new OutstandingWork();

  Startup(LocalCloudOptions options, Parts parts) {
    this.options = options;
    this.chaos = new Chaos(options.chaos());
    this.parts = parts;
  }

  private record Stores(LocalDynamoDb tables, LocalSqs queues, Optional<URI> search) {
    LowWaterMark.Stores forMark(Stack stack) {
      List<String> names = stack.queues().stream().map(QueueDeclaration::queueName).toList();
      return new LowWaterMark.Stores(tables::awaitDurable, () -> queues.nonEmpty(names));
    }
  }

  LocalCloud run() {
    requireDescriptors();
    LoopbackServer.requireFree(options.httpPort());
    say("reading " + options.template());
    Stack declared = read(StackOptions.unstarted(options.stackName(), options.parameters()));
    tellIgnored(declared.ignored());
    requireUseForServer(declared);
    Path dataFolder = options.dataFolder();
    DataFolder data = dataFolder == null ? null : parts.add(DataFolder.lock(dataFolder));
    if (data != null) {
      data.narrow().ifPresent(this::say);
    }
    boolean fillsSearch = data != null && data.searchIn(searchPlace(declared));

    if (chaos.isOn()) {
      say("WARNING: chaos makes calls fail and loses messages on purpose: " + options.chaos());
    }
    say(
        "starting "
            + declared.tables().size()
            + " tables and "
            + declared.queues().size()
            + " queues"
            + (declared.searchDomains().isEmpty() ? "" : ", and search"));
    Stores stores = stores(declared, data);
    Stack stack =
        read(
            new StackOptions(
                options.stackName(),
                options.parameters(),
                stores.queues()::url,
                stores.search().map(URI::getAuthority).orElse("")));

    LowWaterMark mark =
        parts.add(
            LowWaterMark.of(work, stores.forMark(stack), data == null ? null : data.checkpoint()));
    mark.rereading()
        .ifPresent(
            why -> say(fillsSearch ? "search has to be filled: reading the streams again" : why));
    say("starting " + stack.functions().size() + " functions");
    var metrics = new LocalMetrics();
    var late = new LateFunctions();
    AwsEndpoint aws =
        parts.add(AwsEndpoint.start(bus(stack, stores), late, stack.functions(), work));
    FunctionRuntime functions =
        parts.add(
            new FunctionRuntime(
                stack.functions(),
                new Surroundings(
                    environment(stores, aws.uri()),
                    Startup.class.getClassLoader(),
                    metrics::gather),
                chaos));
    late.are(functions);
    parts.add(
        EventSources.start(
            stack,
            new EventSources.Ports(functions, stores.tables(), stores.queues(), chaos, stop),
            mark));
    HttpApi http =
        parts.add(
            HttpApi.start(
                options.httpPort(),
                stack.functions(),
                new HttpApi.Backend(functions, metrics::text)));
    parts.add(aws::refuseCalls);

    Endpoints endpoints = endpoints(stack, stores, aws.uri(), http.port());
    if (data != null) {
      parts.add(data.publish(endpoints));
      data.narrow(); // what this start made; later files lie in folders that are closed
    }
    return new LocalCloud(stack, endpoints, chaos, parts);
  }

  /** One line, since a start should show its addresses: the list is for who asks for it. */
  private void tellIgnored(List<String> ignored) {
    ignored.forEach(line -> LOG.debug("No local meaning: {}", line));
    if (!ignored.isEmpty()) {
      say(
          "passing over what has no local meaning ("
              + ignored.size()
              + " kinds; --verbose lists them)");
    }
  }

  private static void requireDescriptors() {
    if (Descriptors.free() < Descriptors.NEEDED) {
      throw new LocalCloudException(
          "The operating system lets this process open only "
              + Descriptors.free()
              + " more files, and the local cloud needs "
              + Descriptors.NEEDED
              + ": raise the limit (ulimit -n 1024) and start again.");
    }
  }

  private Stack read(StackOptions stackOptions) {
    return StackReader.read(options.template(), stackOptions);
  }

  private void requireUseForServer(Stack declared) {
    if (options.opensearch() != null && declared.searchDomains().isEmpty()) {
      throw new LocalCloudException(
          "An OpenSearch server is given, but the template has no"
              + " search domain: leave the server out, or set the parameter of the template"
              + " that switches search on.");
    }
  }

  private String searchPlace(Stack declared) {
    if (declared.searchDomains().isEmpty()) {
      return DataFolder.NO_SEARCH;
    }
    URI server = options.opensearch();
    return server == null ? DataFolder.BUILT_IN_SEARCH : server.resolve("/").toString();
  }

  private LocalBus bus(Stack stack, Stores stores) {
    return new LocalBus(
        stack.buses(),
        stack.rules(),
        new LocalBus.Targets(
            stores.queues().client(), stores.queues()::url, work::lost, chaos, stop));
  }

  private void say(String line) {
    options.progress().accept(line);
  }

  private Stores stores(Stack declared, @Nullable DataFolder data) {
    try (ExecutorService sideBySide = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<LocalDynamoDb> tables =
          sideBySide.submit(
              () -> {
                var started = parts.add(LocalDynamoDb.start(data == null ? null : data.tables()));
                started.create(declared.tables());
                return started;
              });
      Future<LocalSqs> queues =
          sideBySide.submit(
              () -> {
                var started = parts.add(LocalSqs.start(work));
                started.create(declared.queues());
                return started;
              });
      Future<Optional<URI>> search = sideBySide.submit(() -> search(declared, data));
      return new Stores(started(tables), started(queues), started(search));
    }
  }

  /** The endpoint; empty when the template has no search domain. */
  private Optional<URI> search(Stack declared, @Nullable DataFolder data) {
    if (declared.searchDomains().isEmpty() || options.opensearch() != null) {
      return Optional.ofNullable(options.opensearch());
    }
    var started = parts.add(LocalOpenSearch.start(data == null ? null : data.search()));
    return Optional.of(started.endpoint());
  }

  /** The stores bound their start themselves. */
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
      throw new LocalCloudException("Interrupted while the local cloud started.", e);
    }
  }

  private Map<String, String> environment(Stores stores, URI aws) {
    var environment =
        new HashMap<>(
            Map.of(
                "AWS_REGION",
                LocalArn.REGION,
                "AWS_DEFAULT_REGION",
                LocalArn.REGION,
                "AWS_ACCESS_KEY_ID",
                LocalCredentials.ACCESS_KEY_ID,
                "AWS_SECRET_ACCESS_KEY",
                LocalCredentials.SECRET_ACCESS_KEY,
                "AWS_ENDPOINT_URL_DYNAMODB",
                forFunctions(stores.tables().endpoint(), ChaosFront::ofDynamoDb),
                "AWS_ENDPOINT_URL_DYNAMODB_STREAMS",
                stores.tables().endpoint().toString(),
                "AWS_ENDPOINT_URL_SQS",
                forFunctions(stores.queues().endpoint(), ChaosFront::ofSqs),
                "AWS_ENDPOINT_URL_EVENTBRIDGE",
                forFunctions(aws, ChaosFront::ofEventBridge),
                "AWS_ENDPOINT_URL_LAMBDA",
                aws.toString()));
    stores
        .search()
        .ifPresent(
            url ->
                environment.put(
                    "AWS_ENDPOINT_URL_OPENSEARCH", forFunctions(url, ChaosFront::ofOpenSearch)));
    return environment;
  }

  /** Where functions find a service; with chaos, behind something that fails now and then. */
  private String forFunctions(URI service, BiFunction<URI, Chaos, ChaosFront> front) {
    URI address = chaos.isOn() ? parts.add(front.apply(service, chaos)).uri() : service;
    return address.toString();
  }

  private static Endpoints endpoints(Stack stack, Stores stores, URI aws, int httpPort) {
    ProcessHandle process = ProcessHandle.current();
    return new Endpoints(
        LoopbackServer.uri(httpPort),
        stores.tables().endpoint(),
        stores.queues().endpoint(),
        aws,
        aws,
        stores.search().orElse(null),
        LocalArn.REGION,
        process.pid(),
        process.info().startInstant().orElse(null),
        byId(stack.functions(), FunctionDeclaration::logicalId, FunctionDeclaration::functionName),
        byId(stack.tables(), TableDeclaration::logicalId, TableDeclaration::tableName),
        byId(
            stack.queues(),
            QueueDeclaration::logicalId,
            queue -> stores.queues().url(queue.queueName())),
        byId(stack.buses(), BusDeclaration::logicalId, BusDeclaration::name),
        stack.parameters());
  }

  private static <D> Map<String, String> byId(
      List<D> declarations, Function<D, String> id, Function<D, String> name) {
    return declarations.stream().collect(Collectors.toMap(id, name));
  }
}
