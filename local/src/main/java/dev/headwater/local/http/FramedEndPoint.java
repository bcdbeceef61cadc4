package dev.headwater.local.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection whose framing is checked as it is read. Where it breaks, a byte takes the place that
 * Jetty takes neither in a header nor in the size of a chunk, so that it refuses the request and
 * ends the connection.
 */
final class FramedEndPoint extends SocketChannelEndPoint {
  private static final byte REFUSED_BY_ALL = 0;

  private final BodyFraming framing = new BodyFraming(LoopbackConnector.MAX_HEADER_BYTES);

  FramedEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  /** Adds what it reads behind the limit. */
  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    if (filled < 0 && BufferUtil.space(buffer) > 0 && framing.breakIfBetweenChunks()) {
      // Jetty would take the end of the connection for that of the body.
      BufferUtil.append(buffer, REFUSED_BY_ALL);
      return 1;
    }
    for (int i = buffer.limit() - filled; filled > 0 && i < buffer.limit(); i++) {
      if (!framing.accepts(buffer.get(i))) {
        buffer.put(i, REFUSED_BY_ALL);
      }
    }
    return filled;
  }
}
