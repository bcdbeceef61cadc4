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
 * Connects to an OpenSearch domain over one of the SDK's HTTP clients, and signs every request with
 * Signature Version 4. A server without access control ignores the signature.
 *
 * @param endpoint {@code https://} on AWS, {@code http://} for a local server; without a path
 * @param http pools connections and limits the duration of a request
 */
public record OpenSearchConnection(
    URI endpoint, Region region, AwsCredentialsProvider credentials, SdkHttpClient http) {
  /** One for all clients: it learns the types that it reads only once. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  public OpenSearchConnection {
    boolean plain = "http".equals(endpoint.getScheme());
    if (!(plain || "https".equals(endpoint.getScheme()))
        || endpoint.getHost() == null
        || !endpoint.getPath().matches("/?")) {
      throw new IllegalArgumentException(
          "An OpenSearch endpoint has the form https://host or http://host:port");
    }
    http = plain ? new PlainHttp(http) : http;
  }

  /** Creates a thread-safe client. */
  public OpenSearchClient client() {
    return new OpenSearchClient(
        new AwsSdk2Transport(
            http,
            endpoint.getAuthority(),
            signingService(),
            region,
            AwsSdk2TransportOptions.builder()
                .setCredentials(credentials)
                // Short texts on a fast network: compression costs more than it saves.
                .setRequestCompressionSize(Integer.MAX_VALUE)
                .setResponseCompression(false)
                .setMapper(new JacksonJsonpMapper(JSON))
                .build()));
  }

  /** OpenSearch Serverless signs under its own service name. */
  private String signingService() {
    return endpoint.getHost().endsWith(".aoss.amazonaws.com") ? "aoss" : "es";
  }
}
