package dev.headwater.service.functions.internal.priming;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A network that answers everything with an empty object, and remembers what was sent. */
final class SentRequests implements SdkHttpClient {
  private final List<SdkHttpRequest> sent = new ArrayList<>();

  List<SdkHttpRequest> sent() {
    return sent;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        sent.add(request.httpRequest());
        return HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(200).build())
            .responseBody(
                AbortableInputStream.create(
                    new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8))))
            .build();
      }

      @Override
      public void abort() {} // nothing is under way
    };
  }

  @Override
  public void close() {} // holds nothing
}
