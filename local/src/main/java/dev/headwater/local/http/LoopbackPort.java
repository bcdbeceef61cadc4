package dev.headwater.local.http;

import dev.headwater.local.ground.LocalCloudException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;

/**
 * A port that only this machine can reach, bound before its server starts, so that its address is
 * known by then. Connections wait for the server.
 */
public final class LoopbackPort implements Closeable {
  private static final byte[] ADDRESS = {127, 0, 0, 1};

  private final ServerSocketChannel channel;

  private LoopbackPort(ServerSocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Binds a port.
   *
   * @param number 0 for any free port
   * @throws LocalCloudException when the port is in use or the process may not listen
   */
  public static LoopbackPort bind(int number) {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), number));
        return new LoopbackPort(channel);
      } catch (IOException unusable) {
        channel.close();
        throw unusable;
      }
    } catch (IOException e) {
      throw new LocalCloudException(
          number > 0
              ? "Port "
                  + number
                  + " cannot be used, probably because another program listens on it:"
                  + " stop that program or choose another port."
              : LoopbackServer.CANNOT_LISTEN,
          e);
    }
  }

  ServerSocketChannel channel() {
    return channel;
  }

  public int number() {
    return channel.socket().getLocalPort();
  }

  public URI uri() {
    return LoopbackServer.uri(number());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LocalCloudException("Port " + number() + " was not released: kill the process.", e);
    }
  }
}
