package dev.headwater.local;

import dev.headwater.local.bus.LocalBus;
import dev.headwater.local.bus.Schedules;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.chaos.ChaosFront;
import dev.headwater.local.code.CodeSource;
import dev.headwater.local.code.CodeWatch;
import dev.headwater.local.code.TemplateCode;
import dev.headwater.local.endpoints.AwsEndpoint;
import dev.headwater.local.functions.AsyncInvocations;
import dev.headwater.local.functions.FunctionEnvironment;
import dev.headwater.local.functions.FunctionRuntime;
import dev.headwater.local.gateway.HttpApi;
import dev.headwater.local.ground.Closeables;
import dev.headwater.local.ground.Descriptors;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.http.LoopbackPort;
import dev.headwater.local.mappings.EventSources;
import dev.headwater.local.metrics.LocalMetrics;
import dev.headwater.local.metrics.MeasuredInvoker;
import dev.headwater.local.progress.LowWaterMark;
import dev.headwater.local.progress.OutstandingWork;
import dev.headwater.local.queues.DurableQueues;
import dev.headwater.local.queues.LocalSqs;
import dev.headwater.local.search.LocalOpenSearch;
import dev.headwater.local.tables.LocalDynamoDb;
import dev.headwater.local.template.BusDeclaration;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.Stack;
import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.local.template.values.StackOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One start, from the template to the endpoints, in the order of {@link #run}. Ports come before
 * the template, because its queue URLs and its search host contain them. Checks come before the
 * slow parts.
 */
final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

  private final LocalCloudOptions options;
  private final Chaos chaos;
  private final Closeables parts;
  private final StopSignal stop = new StopSignal();
  private final OutstandingWork work = new OutstandingWork();
  private @Nullable CodeWatch watch;

  Startup(LocalCloudOptions options, Closeables parts) {
    this.options = options;
    this.chaos = new Chaos(options.chaos);
    this.parts = parts;
  }

  /** Adds each started part to {@link #parts}, even if a later step fails. */
  LocalCloud run() {
    requireDescriptors();
    LoopbackPort httpPort = parts.add(LoopbackPort.bind(options.httpPort));
    LoopbackPort queuePort = parts.add(LoopbackPort.bind(0));
    LoopbackPort searchPort = parts.add(LoopbackPort.bind(0));
    Stack stack = stack(queuePort, searchPort);
    CodeSource code = code(stack);
    DataFolder data = dataFolder();
    boolean refillsSearch = data != null && data.recordSearch(searchPlace(stack));
    report(
        String.format(
            Locale.ROOT,
            "starting %d tables and %d queues%s",
            stack.tables().size(),
            stack.queues().size(),
            stack.searchDomains().isEmpty() ? "" : ", and search"));
    LocalStores stores =
        LocalStores.start(
            () -> tables(stack, data),
            () -> queues(stack, data, queuePort),
            () -> search(stack, data, searchPort));
    stores.queues().notes().forEach(this::report);
    LowWaterMark mark = mark(stack, stores, data, refillsSearch);
    URI aws = serve(stack, code, stores, mark, httpPort);
    Endpoints endpoints = endpoints(stack, stores, aws, httpPort.uri());
    if (data != null) {
      parts.add(data.publish(endpoints));
      data.narrow(); // files of this start; later ones are in closed folders
    }
    return new LocalCloud(endpoints, chaos, parts);
  }

  private Stack stack(LoopbackPort queuePort, LoopbackPort searchPort) {
    report("reading " + options.template);
    URI server = options.opensearch;
    Stack stack =
        StackReader.read(
            options.template,
            new StackOptions(
                options.stackName,
                options.parameters,
                queueName -> LocalSqs.url(queuePort, queueName),
                (server == null ? searchPort.uri() : server).getAuthority()));
    reportIgnored(stack.ignored());
    requireSearchDomainForServer(stack);
    if (chaos.isOn()) {
      report("WARNING: chaos deliberately fails calls and loses messages: " + options.chaos);
    }
    return stack;
  }

  /**
   * Finds the code of all functions, so that a missing build is reported before anything starts.
   */
  private CodeSource code(Stack stack) {
    CodeSource code = CodeSource.onClassPath();
    if (!options.handlersOnClassPath) {
      TemplateCode builds = parts.add(new TemplateCode(options.template));
      watch = options.watching ? new CodeWatch(builds, stack.functions()) : null;
      code = builds;
    }
    stack.functions().forEach(code::of);
    return code;
  }

  private @Nullable DataFolder dataFolder() {
    Path folder = options.dataFolder;
    if (folder == null) {
      return null;
    }
    DataFolder data = parts.add(DataFolder.lock(folder));
    data.narrow().ifPresent(this::report);
    return data;
  }

  private LocalDynamoDb tables(Stack stack, @Nullable DataFolder data) {
    LocalDynamoDb tables = parts.add(LocalDynamoDb.start(data == null ? null : data.tables()));
    tables.create(stack.tables());
    return tables;
  }

  private LocalSqs queues(Stack stack, @Nullable DataFolder data, LoopbackPort port) {
    DurableQueues durable = data == null ? null : DurableQueues.of(data.queues(), stack);
    LocalSqs queues = parts.add(LocalSqs.start(port, work, durable));
    queues.create(stack.queues());
    return queues;
  }

  /** The endpoint; empty if the template has no search domain. */
  private Optional<URI> search(Stack stack, @Nullable DataFolder data, LoopbackPort port) {
    if (stack.searchDomains().isEmpty() || options.opensearch != null) {
      port.close();
      return Optional.ofNullable(options.opensearch);
    }
    Path folder = data == null ? null : data.search();
    return Optional.of(parts.add(LocalOpenSearch.start(port, folder)).endpoint());
  }

  private LowWaterMark mark(
      Stack stack, LocalStores stores, @Nullable DataFolder data, boolean refillsSearch) {
    LowWaterMark mark =
        parts.add(
            LowWaterMark.of(work, stores.forMark(stack), data == null ? null : data.checkpoint()));
    mark.rereading()
        .ifPresent(
            why -> report(refillsSearch ? "filling search: reading the streams again" : why));
    return mark;
  }

  /**
   * Starts the functions and everything that calls them; returns the address of EventBridge and
   * Lambda.
   */
  private URI serve(
      Stack stack, CodeSource code, LocalStores stores, LowWaterMark mark, LoopbackPort httpPort) {
    var metrics = new LocalMetrics(stack.functions().stream().map(f -> code.of(f).loader()));
    var deferred = new DeferredInvoker();
    var queues = stores.queues();
    AsyncInvocations asynchronous =
        parts.add(
            new AsyncInvocations(
                stack.functions(),
                new AsyncInvocations.Services(deferred, queues.client(), queues::url, work)));
    var targets =
        new LocalBus.Targets(
            queues.client(), queues::url, asynchronous, work::recordLoss, chaos, stop);
    var bus = new LocalBus(stack.buses(), stack.rules(), targets);
    AwsEndpoint aws =
        parts.add(AwsEndpoint.start(bus, deferred, asynchronous, stack.functions(), metrics));
    var environment =
        new FunctionEnvironment(
            stores.environment(aws.uri(), this::forFunctions), code, metrics::gather);
    options.preparation.run(
        stores.tables().client(), new UnstartedFunctions(stack.functions(), environment));
    report("starting " + stack.functions().size() + " functions");
    var functions = parts.add(new FunctionRuntime(stack.functions(), environment, chaos));
    var measured = new MeasuredInvoker(functions, metrics);
    deferred.set(measured);
    if (watch != null) {
      parts.add(new CodeReloader(watch, functions, options.progress));
    }
    parts.add(asynchronous); // again, so that it closes before the functions
    var services =
        new EventSources.Services(
            measured, stores.tables(), queues, chaos, stop, metrics::measureIteratorAge);
    EventSources sources = parts.add(EventSources.start(stack, services, mark));
    metrics.show(new StackGauges(stack.queues(), queues, sources));
    parts.add(HttpApi.start(httpPort, stack.functions(), measured, metrics::text));
    parts.add(Schedules.start(stack.schedules(), targets));
    parts.add(aws::refuseCalls);
    return aws.uri();
  }

  /** Reports one line, so that the addresses stay visible; the list itself is logged at DEBUG. */
  private void reportIgnored(List<String> ignored) {
    ignored.forEach(line -> LOG.debug("Ignored locally: {}", line));
    if (!ignored.isEmpty()) {
      report(
          "ignoring "
              + ignored.size()
              + " kinds of template entries that have no effect locally (--verbose lists them)");
    }
  }

  private static void requireDescriptors() {
    if (Descriptors.free() < Descriptors.NEEDED) {
      throw new LocalCloudException(
          ("The operating system lets this process open only %s more files, but the local "
                  + "cloud needs %s: raise the limit (ulimit -n 1024) and try again.")
              .formatted(Descriptors.free(), Descriptors.NEEDED));
    }
  }

  private void requireSearchDomainForServer(Stack stack) {
    if (options.opensearch != null && stack.searchDomains().isEmpty()) {
      throw new LocalCloudException(
          "An OpenSearch server is given, but the template has no search domain: omit the server,"
              + " or set the template's parameter that switches search on.");
    }
  }

  private String searchPlace(Stack stack) {
    if (stack.searchDomains().isEmpty()) {
      return DataFolder.NO_SEARCH;
    }
    URI server = options.opensearch;
    return server == null ? DataFolder.BUILT_IN_SEARCH : server.resolve("/").toString();
  }

  private void report(String line) {
    options.progress.accept(line);
  }

  /**
   * The address that functions use for a service; with chaos, that of a front that injects faults.
   */
  private String forFunctions(URI service, BiFunction<URI, Chaos, ChaosFront> front) {
    URI address = chaos.isOn() ? parts.add(front.apply(service, chaos)).uri() : service;
    return address.toString();
  }

  private static Endpoints endpoints(Stack stack, LocalStores stores, URI aws, URI http) {
    ProcessHandle process = ProcessHandle.current();
    return new Endpoints(
        http,
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
