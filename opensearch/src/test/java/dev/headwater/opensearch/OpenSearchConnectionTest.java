package dev.headwater.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.host.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

final class OpenSearchConnectionTest {
  @Test
  void signs_requests_to_a_domain() {
    SdkHttpRequest request = send("https://search-x.eu-central-1.es.amazonaws.com");

    assertThat(request.getUri())
        .hasToString("https://search-x.eu-central-1.es.amazonaws.com/cards/_count");
    assertThat(request.firstMatchingHeader("Authorization"))
        .get()
        .asString()
        .startsWith("AWS4-HMAC-SHA256 Credential=key/")
        .contains("/eu-central-1/es/aws4_request");
  }

  @Test
  void signs_requests_to_a_serverless_collection_for_its_service() {
    assertThat(
            send("https://x.eu-central-1.aoss.amazonaws.com").firstMatchingHeader("Authorization"))
        .get()
        .asString()
        .contains("/eu-central-1/aoss/aws4_request");
  }

  @Test
  void uses_plain_http_and_the_given_port() {
    assertThat(send("http://127.0.0.1:9200/").getUri())
        .hasToString("http://127.0.0.1:9200/cards/_count");
  }

  @Test
  void refuses_an_invalid_endpoint() {
    for (String wrong : new String[] {"ftp://x", "127.0.0.1", "https:x", "https://x/path"}) {
      assertThatThrownBy(() -> send(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("http://host:port");
    }
  }

  private static SdkHttpRequest send(String endpoint) {
    Silence silence = new Silence();
    var index =
        new OpenSearchIndex<>(
            Connections.to(URI.create(endpoint), silence), "cards", new CardFormat("cards"));
    assertThatThrownBy(() -> index.count(Map.of())).isInstanceOf(UnavailableException.class);
    return Objects.requireNonNull(silence.request, "no request was sent");
  }

  /** Records the request and never answers. */
  private static final class Silence implements SdkHttpClient {
    private @Nullable SdkHttpRequest request;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
      request = asked.httpRequest();
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          throw new IOException("Silence");
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
