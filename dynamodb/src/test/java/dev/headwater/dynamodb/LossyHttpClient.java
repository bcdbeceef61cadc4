package dev.headwater.dynamodb;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** Loses the replies to the first writes: the table has them, the caller hears nothing. */
final class LossyHttpClient implements SdkHttpClient {
  private final SdkHttpClient http = Apache5HttpClient.create();
  private final AtomicInteger losses;

  LossyHttpClient(int losses) {
    this.losses = new AtomicInteger(losses);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest sent = http.prepareRequest(request);
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
    boolean write = target.endsWith("PutItem") || target.endsWith("TransactWriteItems");
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        HttpExecuteResponse answer = sent.call();
        if (write && losses.getAndDecrement() > 0) {
          throw new IOException("The reply is lost");
        }
        return answer;
      }

      @Override
      public void abort() {
        sent.abort();
      }
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
