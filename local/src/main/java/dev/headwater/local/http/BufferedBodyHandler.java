package dev.headwater.local.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Passes a request to a foreign handler only once its body has arrived in full, well formed. */
public final class BufferedBodyHandler extends Handler.Wrapper {
  private final ServerOptions options;
  private final BodyBudget budget;
  private final Refusals refusals;

  public BufferedBodyHandler(Handler handler, ServerOptions options, Refusals refusals) {
    super(handler);
    this.options = options;
    this.budget = BodyBudget.of(options.maxBodyBytes());
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    byte[] body;
    try {
      body = new RequestBody(request).read(options, budget);
    } catch (RefusedException refused) {
      new RequestBody(request).skip(response);
      CallHandler.write(
          refusals.refusal(refused.status(), refused.reason()), request, response, callback);
      return true;
    } catch (BadMessageException malformed) {
      callback.failed(malformed);
      return true;
    }
    return super.handle(new Buffered(request, body), response, callback);
  }

  /** A request whose body has been read. */
  private static final class Buffered extends Request.Wrapper {
    private final Content.Source body;

    Buffered(Request request, byte[] body) {
      super(request);
      this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
    }

    @Override
    public Content.Chunk read() {
      return body.read();
    }

    @Override
    public void demand(Runnable demandCallback) {
      body.demand(demandCallback);
    }

    @Override
    public long getLength() {
      return body.getLength();
    }
  }
}
