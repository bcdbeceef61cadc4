package dev.headwater.benchmarks.restore;

import dev.headwater.benchmarks.harness.Sample;
import dev.headwater.testsupport.RestoredFunction;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two requests of a kind in each round, to a function that is restored before the first. Each
 * begins with a full share of the processor: what the restore hook used does not count.
 */
final class FirstAndSecondRequest implements AutoCloseable {
  private final FirstRequest request;
  private final ServedCustomers served;
  private final RestoredFunctions restored;
  private @Nullable RestoredFunction function;

  FirstAndSecondRequest(FirstRequest request, ServedCustomers served, RestoredFunctions restored) {
    this.request = request;
    this.served = served;
    this.restored = restored;
  }

  Sample first(int round) throws IOException {
    if (request.isRegistered()) {
      served.register(customer(round, 1));
      served.register(customer(round, 2));
      served.awaitVisible(customer(round, 1));
      served.awaitVisible(customer(round, 2));
    }
    close();
    function = restored.restore(request);
    return send(function, customer(round, 1));
  }

  Sample second(int round) throws IOException {
    Sample sample = send(Objects.requireNonNull(function), customer(round, 2));
    close();
    return sample;
  }

  private String customer(int round, int number) {
    return request.name().replaceAll("\\W+", "-") + "-" + round + "-" + number;
  }

  private Sample send(RestoredFunction to, String customer) throws IOException {
    String event = request.event().apply(customer);
    restored.awaitFullShare();
    long begun = System.nanoTime();
    String answer = to.invoke(event);
    long nanos = System.nanoTime() - begun;
    if (!answer.contains(request.success())) {
      throw new IOException(request.name() + " was answered " + answer);
    }
    return new Sample(nanos);
  }

  @Override
  public void close() {
    if (function != null) {
      function.close();
      function = null;
    }
  }
}
