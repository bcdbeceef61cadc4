package dev.headwater.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.local.http.RawConnection;
import dev.headwater.local.http.RawConnection.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesAccessTest {
  @TempDir private Path folder;

  private static Response list(LocalDynamoDb tables, String... headers) throws Exception {
    try (var connection = new RawConnection(tables.endpoint().getPort())) {
      return connection
          .send(
              "POST / HTTP/1.1\r\n"
                  + String.join("\r\n", headers)
                  + "\r\nX-Amz-Target: DynamoDB_20120810.ListTables\r\nAuthorization:"
                  + " AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                  + " SignedHeaders=host, Signature=none\r\nContent-Type:"
                  + " application/x-amz-json-1.0\r\nContent-Length: 2\r\nConnection: close\r\n"
                  + "\r\n{}")
          .read();
    }
  }

  @Test
  void web_pages_and_foreign_host_names_reach_no_table() throws Exception {
    for (@Nullable Path place : new @Nullable Path[] {null, folder}) {
      try (LocalDynamoDb tables = LocalDynamoDb.start(place)) {
        assertThat(list(tables, "Host: evil.example").status()).isEqualTo(403);
        assertThat(list(tables, "Host: localhost", "Origin: https://evil.example").status())
            .isEqualTo(403);
        assertThat(list(tables, "Host: localhost").body()).contains("TableNames");
      }
    }
  }

  @Test
  void a_malformed_chunk_ends_the_connection() throws Exception {
    try (LocalDynamoDb tables = LocalDynamoDb.start(null);
        var connection = new RawConnection(tables.endpoint().getPort())) {
      connection
          .head(
              "POST / HTTP/1.1",
              "X-Amz-Target: DynamoDB_20120810.ListTables",
              "Transfer-Encoding: chunked")
          .send("2\r\n{}junk\r\n0\r\n\r\n");
      assertThat(connection.read().status()).isBetween(400, 499);
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void half_sent_requests_do_not_block_other_clients() throws Exception {
    try (LocalDynamoDb tables = LocalDynamoDb.start(null)) {
      List<RawConnection> slow = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        slow.add(
            new RawConnection(tables.endpoint().getPort())
                .head("POST / HTTP/1.1", "Content-Length: 100")
                .send("half"));
      }
      assertThat(list(tables, "Host: localhost").body()).contains("TableNames");
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }
}
