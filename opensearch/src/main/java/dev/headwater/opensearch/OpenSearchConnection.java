package dev.headwater.opensearch;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import org.opensearch.client.json.jackson.JacksonJsonpMapper;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.transport.aws.AwsSdk2Transport;
import org.opensearch.client.transport.aws.AwsSdk2TransportOptions;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Reaches an OpenSearch domain over one of the SDK's HTTP clients, every request signed with
 * Signature Version 4. A server that knows no signatures ignores them.
 *
 * @param endpoint {@code https://} on AWS, or {@code http://} of a server nearby; without a path
 * @param http keeps connections open and bounds the time of a request
 */
public record OpenSearchConnection(
    URI endpoint, Region region, AwsCredentialsProvider credentials, SdkHttpClient http) {
  public OpenSearchConnection {
    boolean plain = "http".equals(endpoint.getScheme());
    if (!(plain || "https".equals(endpoint.getScheme()))
        || endpoint.getHost() == null
        || !endpoint.getPath().matches("/?")) {
      throw new IllegalArgumentException(
          "An endpoint of OpenSearch reads https://host, http://host:port or the like");
    }
    http = plain ? new PlainHttp(http) : http;
  }

  /** A client that is safe for use by several threads. */
  public OpenSearchClient client() {
    JsonMapper json =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    return new OpenSearchClient(
        new AwsSdk2Transport(
            http,
            endpoint.getAuthority(),
            signingService(),
            region,
            AwsSdk2TransportOptions.builder()
                .setCredentials(credentials)
                // Short texts on a near network: packing them costs more than it saves.
                .setRequestCompressionSize(Integer.MAX_VALUE)
                .setResponseCompression(false)
                .setMapper(new JacksonJsonpMapper(json))
                .build()));
  }

  /** Serverless collections are a service of their own. */
  private String signingService() {
    return endpoint.getHost().endsWith(".aoss.amazonaws.com") ? "aoss" : "es";
  }
}
