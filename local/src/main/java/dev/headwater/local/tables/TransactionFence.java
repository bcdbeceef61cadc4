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
 * Holds the reply to a transaction until a read that began after it is answered. DynamoDB Local
 * replies to a transaction before the transaction outlives its process: killed within milliseconds,
 * it has lost what it acknowledged. It reads only after what came before is kept. Transactions that
 * wait at the same time share a read.
 */
final class TransactionFence extends Handler.Wrapper {
  private static final String OPERATION = "X-Amz-Target";
  private static final String TRANSACTION = "DynamoDB_20120810.TransactWriteItems";
  private static final String READ = "DynamoDB_20120810.ListTables";
  private static final byte[] READ_BODY = "{\"Limit\": 1}".getBytes(StandardCharsets.UTF_8);

  /** Somebody has to be named; nobody looks at the signature. */
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=local/20260101/"
          + "us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none";

  private static final int TIMEOUT_MILLIS = 10_000;

  private final Supplier<URI> reads;
  private final SharedRead read = new SharedRead(this::read);

  /**
   * @param reads an address of the handler whose connections no client takes
   */
  TransactionFence(Handler handler, Supplier<URI> reads) {
    super(handler);
    this.reads = reads;
  }

  /**
   * Returns when all that was read or answered before outlives the process.
   *
   * @throws IOException when there is no answer
   */
  void await() throws IOException {
    read.await();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean isTransaction = TRANSACTION.equals(request.getHeaders().get(OPERATION));
    return super.handle(request, isTransaction ? new Held(request, response) : response, callback);
  }

  private final class Held extends Response.Wrapper {
    private boolean isKept;

    Held(Request request, Response response) {
      super(request, response);
    }

    /** Writes come one after the other. */
    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      if (!isKept) {
        try {
          TransactionFence.this.await();
        } catch (IOException noAnswer) {
          callback.failed(noAnswer);
          return;
        }
        isKept = true;
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
