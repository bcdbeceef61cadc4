package dev.headwater.benchmarks.harness;

import dev.headwater.local.ground.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client of the customers' HTTP API. */
public final class CustomersApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;

  public CustomersApi(URI address) {
    this.address = address;
  }

  /** Registers a customer, who must be new. */
  public void register(String id) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/customers"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"customerId": "%1$s", "email": "%1$s@mail.example",
                    "name": "Anna Maria Smith"}\
                    """
                        .formatted(id)))
            .build();
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() != 201) {
      throw new IOException(
          "A registration was answered " + answer.statusCode() + ' ' + answer.body());
    }
  }

  public HttpResponse<String> get(String path) throws IOException {
    return send(HttpRequest.newBuilder(address.resolve(path)).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /** Something that becomes visible. */
  public interface Condition {
    boolean holds() throws IOException;
  }

  /**
   * Seconds until something is visible.
   *
   * @param pause between looks
   * @throws IOException if it is not after two minutes
   */
  public static double secondsUntil(Condition visible, Duration pause) throws IOException {
    long begun = System.nanoTime();
    while (!visible.holds()) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IOException("Not all is visible after " + PATIENCE);
      }
      new StopSignal().pause(pause);
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  @Override
  public void close() {
    http.close();
  }
}
