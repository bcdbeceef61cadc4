package dev.headwater.opensearch;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Sends requests over plain HTTP, since the transport always asks for HTTPS. */
record PlainHttp(SdkHttpClient http) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    HttpExecuteRequest.Builder plain =
        HttpExecuteRequest.builder()
            .request(request.httpRequest().copy(copy -> copy.protocol("http")));
    request.contentStreamProvider().ifPresent(plain::contentStreamProvider);
    return http.prepareRequest(plain.build());
  }

  @Override
  public String clientName() {
    return http.clientName();
  }

  @Override
  public void close() {
    http.close();
  }
}
