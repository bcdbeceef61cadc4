package dev.headwater.benchmarks.write;

import dev.headwater.benchmarks.harness.Benchmark;
import dev.headwater.benchmarks.harness.Callers;
import dev.headwater.benchmarks.harness.CommandSide;
import dev.headwater.benchmarks.harness.Comparison;
import dev.headwater.benchmarks.harness.DynamoDbLocalProcess;
import dev.headwater.benchmarks.harness.Figure;
import dev.headwater.benchmarks.harness.Goal;
import dev.headwater.benchmarks.harness.HttpClients;
import dev.headwater.benchmarks.harness.Report;
import dev.headwater.benchmarks.harness.Rounds;
import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.benchmarks.harness.Settings;
import dev.headwater.benchmarks.harness.TemporaryFolder;
import dev.headwater.benchmarks.harness.TlsKey;
import dev.headwater.local.ground.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Compares the HTTP client that the project uses with the SDK's others. */
public final class HttpClientsBenchmark implements Benchmark {
  private static final Goal NO_GOAL = new Goal.None();
  private static final HttpClients OURS = HttpClients.APACHE_5;
  private static final List<HttpClients> OTHERS =
      List.of(HttpClients.APACHE_4, HttpClients.CRT, HttpClients.URL_CONNECTION);
  private static final List<Integer> CALLERS = List.of(1, 8, 64);
  private static final int WRITES = 384;
  private static final int BATCHES = 50;
  private static final int BATCH = 10;
  private static final int NEVER_IDLE = 600;
  private static final Duration UNTIL_IDLE_ONES_ARE_CLOSED = Duration.ofSeconds(4);

  @Override
  public String name() {
    return "http-clients";
  }

  @Override
  public String purpose() {
    return "the SDK on our HTTP client ÷ the SDK on its others: latency, first call, connections";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create("http-clients")) {
      TlsKey key = TlsKey.make(folder.path());
      key.trust().forEach(System::setProperty);
      return measure(settings, key);
    }
  }

  private static Report measure(Settings settings, TlsKey key) throws IOException {
    String table = CommandSide.table(settings.template());
    Rounds rounds = settings.rounds();
    List<Figure> figures = new ArrayList<>();
    try (DynamoDbLocalProcess tables = DynamoDbLocalProcess.start(settings.templateFile());
        TlsStub stub = TlsStub.start(key, NEVER_IDLE)) {
      for (HttpClients other : OTHERS) {
        for (int callers : CALLERS) {
          figures.add(latency("plain", other, callers, tables.endpoint(), table, rounds));
          figures.add(latency("TLS", other, callers, stub.endpoint(), table, rounds));
        }
        figures.add(firstCall(other, tables.endpoint(), table, rounds.warm()));
      }
      for (HttpClients kind : HttpClients.values()) {
        figures.add(memory(kind, tables.endpoint(), table));
      }
    }
    for (HttpClients kind : HttpClients.values()) {
      figures.add(connections(kind, key));
      figures.add(deadConnections(kind, key));
    }
    return Report.of(
        figures,
        "Ours is "
            + OURS
            + "; the names are the reference's."
            + " With TLS a stub answers, plain is DynamoDB Local.");
  }

  private static Figure latency(
      String transport, HttpClients other, int callers, URI endpoint, String table, Rounds rounds)
      throws IOException {
    String name = "%s, %s, callers: %s".formatted(other, transport, callers);
    Callers all = new Callers(callers);
    try (SdkHttpClient ourHttp = OURS.create();
        SdkHttpClient otherHttp = other.create();
        DynamoDbClient ours = SampleWrites.client(endpoint, ourHttp);
        DynamoDbClient reference = SampleWrites.client(endpoint, otherHttp)) {
      Comparison compared =
          rounds.compare(
              name,
              round -> all.run(WRITES, new SampleWrites(ours, table, name + "-ours-" + round)::put),
              round ->
                  all.run(
                      WRITES, new SampleWrites(reference, table, name + "-other-" + round)::put));
      return Figure.ratio(name + ", p50", compared, Sample::p50, "ms", NO_GOAL);
    }
  }

  private static Figure firstCall(HttpClients other, URI endpoint, String table, Rounds rounds)
      throws IOException {
    return Figure.ratio(
        other + ", first call of a JVM",
        rounds.compare(
            other + ", first calls",
            _ -> new Sample(FirstCall.of(OURS, endpoint, table).nanos()),
            _ -> new Sample(FirstCall.of(other, endpoint, table).nanos())),
        Sample::p50,
        "ms",
        NO_GOAL);
  }

  private static Figure memory(HttpClients kind, URI endpoint, String table) throws IOException {
    double megabytes = FirstCall.of(kind, endpoint, table).residentKilobytes() / 1024.0;
    return Figure.alone(kind + ", memory of a JVM after one call", megabytes, "MB", NO_GOAL);
  }

  /** Connections that are opened for batches of concurrent writes, one batch after another. */
  private static Figure connections(HttpClients kind, TlsKey key) throws IOException {
    try (TlsStub stub = TlsStub.start(key, NEVER_IDLE);
        SdkHttpClient http = kind.create();
        DynamoDbClient client = SampleWrites.client(stub.endpoint(), http)) {
      SampleWrites writes = new SampleWrites(client, "any", "any");
      for (int batch = 0; batch < BATCHES; batch++) {
        new Callers(BATCH).run(BATCH, writes::put);
      }
      return Figure.alone(
          "%s, connections of %s batches of %s".formatted(kind, BATCHES, BATCH),
          stub.connections(),
          "",
          NO_GOAL);
    }
  }

  /** Connections expire as after a freeze or a restore. */
  private static Figure deadConnections(HttpClients kind, TlsKey key) throws IOException {
    try (TlsStub stub = TlsStub.start(key, 1);
        SdkHttpClient http = kind.create();
        DynamoDbClient client = SampleWrites.client(stub.endpoint(), http)) {
      SampleWrites writes = new SampleWrites(client, "any", "any");
      new Callers(BATCH).run(BATCH, writes::put);
      new StopSignal().pause(UNTIL_IDLE_ONES_ARE_CLOSED);
      AtomicInteger failed = new AtomicInteger();
      new Callers(BATCH)
          .run(
              BATCH,
              number -> {
                try {
                  writes.put(number);
                } catch (SdkException e) {
                  failed.incrementAndGet();
                }
              });
      return Figure.alone(
          kind + ", of " + BATCH + " writes over closed connections fail",
          failed.get(),
          "",
          NO_GOAL);
    }
  }
}
