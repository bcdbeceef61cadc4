package dev.headwater.service.functions.internal.priming;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Changes no data: it sends reads, answers writes itself as if they had succeeded, and refuses
 * everything else. It sits below the SDK's clients, so that they build and sign writes too, and
 * parse the answers.
 *
 * @param network sends the reads; closed with this client
 * @param store holds what writes would have stored. A read of that is sent too, but its answer
 *     replaced
 * @param observer is given every request that is sent or answered
 */
public record PrimingHttpClient(
    SdkHttpClient network, SampleStore store, Consumer<Observed> observer)
    implements SdkHttpClient {
  private static final int NOT_FOUND = 404;

  /**
   * A request.
   *
   * @param isSent false for a write, which was answered here
   */
  public record Observed(boolean isSent, String body) {}

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    AwsOperation operation = AwsOperation.of(request.httpRequest());
    String body = body(request.contentStreamProvider());
    if (operation.isRead()) {
      observer.accept(new Observed(true, body));
      ExecutableHttpRequest sent = network.prepareRequest(request);
      return store
          .read(operation, body)
          .<ExecutableHttpRequest>map(found -> new Replaced(sent, new Answered(found)))
          .orElse(sent);
    }
    Optional<String> answer = operation.answer(body);
    if (answer.isEmpty()) {
      throw NonRetryableException.create("Not sent while priming: " + operation.name());
    }
    observer.accept(new Observed(false, body));
    store.write(operation, body);
    network.prepareRequest(request).abort(); // which builds the request, and does not send it
    return new Answered(answer.get());
  }

  private static String body(Optional<ContentStreamProvider> content) {
    if (content.isEmpty()) {
      return "";
    }
    try (InputStream body = content.get().newStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String clientName() {
    return network.clientName();
  }

  @Override
  public void close() {
    network.close();
  }

  /** A read that is sent, with another answer if it succeeds or finds nothing. */
  private record Replaced(ExecutableHttpRequest sent, Answered found)
      implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() throws IOException {
      HttpExecuteResponse answer = sent.call();
      int status = answer.httpResponse().statusCode();
      if (!answer.httpResponse().isSuccessful() && status != NOT_FOUND) {
        return answer;
      }
      if (answer.responseBody().isPresent()) {
        try (InputStream body = answer.responseBody().get()) {
          body.transferTo(OutputStream.nullOutputStream());
        }
      }
      return found.call();
    }

    @Override
    public void abort() {
      sent.abort();
    }
  }

  /** A request that is answered without being sent. */
  private record Answered(String json) implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      CRC32 checksum = new CRC32();
      checksum.update(body);
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpResponse.builder()
                  .statusCode(200)
                  .putHeader("Content-Type", "application/json")
                  .putHeader("Content-Length", Integer.toString(body.length))
                  .putHeader("x-amz-crc32", Long.toString(checksum.getValue()))
                  .build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
          .build();
    }

    @Override
    public void abort() {} // nothing is under way
  }
}
