package dev.headwater.local.tables;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Delays the response to a transaction until a later read has been answered. DynamoDB Local
 * acknowledges a transaction before it is durable: a process that is killed within milliseconds
 * loses it. A read, however, is answered only after all earlier writes are durable. Transactions
 * that wait at the same time share a read.
 */
final class TransactionFence extends Handler.Wrapper {
  private static final String OPERATION = "X-Amz-Target";
  private static final String TRANSACTION = "DynamoDB_20120810.TransactWriteItems";
  private static final String READ = "DynamoDB_20120810.ListTables";
  private static final byte[] READ_BODY = "{\"Limit\": 1}".getBytes(StandardCharsets.UTF_8);

  /** DynamoDB Local requires a credential, but does not verify the signature. */
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=local/20260101/"
          + "us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none";

  private static final int TIMEOUT_MILLIS = 10_000;

  private final Supplier<URI> reads;
  private final SharedRead read = new SharedRead(this::read);

  /**
   * @param reads the address of a connector that clients do not use
   */
  TransactionFence(Handler handler, Supplier<URI> reads) {
    super(handler);
    this.reads = reads;
  }

  /**
   * Returns once everything read or acknowledged so far is durable.
   *
   * @throws IOException when DynamoDB Local does not respond
   */
  void await() throws IOException {
    read.await();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean isTransaction = TRANSACTION.equals(request.getHeaders().get(OPERATION));
    return super.handle(
        request, isTransaction ? new DelayedResponse(request, response) : response, callback);
  }

  private final class DelayedResponse extends Response.Wrapper {
    private boolean isDurable;

    DelayedResponse(Request request, Response response) {
      super(request, response);
    }

    /** Jetty calls this for one write at a time, so the flag needs no lock. */
    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      if (!isDurable) {
        try {
          TransactionFence.this.await();
        } catch (IOException e) {
          callback.failed(e);
          return;
        }
        isDurable = true;
      }
      super.write(last, content, callback);
    }
  }

  private void read() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) reads.get().toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setDoOutput(true);
    connection.setRequestProperty(OPERATION, READ);
    connection.setRequestProperty("Content-Type", "application/x-amz-json-1.0");
    connection.setRequestProperty("Authorization", AUTHORIZATION);
    connection.setFixedLengthStreamingMode(READ_BODY.length);
    connection.getOutputStream().write(READ_BODY);
    try (InputStream answer = connection.getInputStream()) {
      answer.readAllBytes();
    }
  }
}
