package dev.headwater.benchmarks.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.utils.IoUtils;

/**
 * A request with a JSON body, sent as plainly as possible: unsigned, by the fastest HTTP client,
 * over a kept-alive connection. The answer is read to the end and ignored.
 */
public final class HttpPost {
  /** One client for the whole process. */
  private static final SdkHttpClient HTTP = HttpClients.APACHE_5.create();

  private final String path;
  private final byte[] body;

  /**
   * @param body not copied; callers must not change it
   */
  public HttpPost(String path, byte[] body) {
    this.path = path;
    this.body = body;
  }

  public String path() {
    return path;
  }

  public byte[] body() {
    return body;
  }

  public HttpPost withPath(String other) {
    return new HttpPost(other, body);
  }

  public byte[] send(URI endpoint) throws IOException {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint.resolve(path))
            .putHeader("Content-Type", "application/json")
            .putHeader("Content-Length", Integer.toString(body.length));
    HttpExecuteResponse response =
        HTTP.prepareRequest(
                HttpExecuteRequest.builder()
                    .request(request.build())
                    .contentStreamProvider(() -> new ByteArrayInputStream(body))
                    .build())
            .call();
    try (AbortableInputStream answer =
        response.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
      if (!response.httpResponse().isSuccessful()) {
        throw new IOException(path + " is answered with " + response.httpResponse().statusCode());
      }
      return IoUtils.toByteArray(answer);
    }
  }
}
