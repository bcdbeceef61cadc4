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
 * Checks the framing of a connection as it is read. Where the framing breaks, it substitutes a byte
 * that is illegal both in a header and in a chunk size, so Jetty rejects the request and closes the
 * connection.
 */
final class FramedEndPoint extends SocketChannelEndPoint {
  private static final byte ALWAYS_ILLEGAL = 0;

  private final BodyFraming framing = new BodyFraming(LoopbackConnector.MAX_HEADER_BYTES);

  FramedEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  /** Appends what it reads at the buffer's limit. */
  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    if (filled < 0 && BufferUtil.space(buffer) > 0 && framing.breakIfBetweenChunks()) {
      // Jetty would take the end of the connection for the end of the body
      BufferUtil.append(buffer, ALWAYS_ILLEGAL);
      return 1;
    }
    for (int i = buffer.limit() - filled; filled > 0 && i < buffer.limit(); i++) {
      if (!framing.accepts(buffer.get(i))) {
        buffer.put(i, ALWAYS_ILLEGAL);
      }
    }
    return filled;
  }
}
