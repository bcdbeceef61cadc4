package dev.headwater.fuzz;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Connections that are open and say nothing, or not all. */
final class IdleConnections implements AutoCloseable {
  private final List<Socket> sockets = new ArrayList<>();

  /**
   * @param begun what half of them send; the others send nothing
   */
  IdleConnections(InetSocketAddress address, int count, Bytes begun) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket(address.getAddress(), address.getPort());
      sockets.add(socket);
      if (i % 2 == 0) {
        begin(socket, begun);
      }
    }
  }

  private static void begin(Socket socket, Bytes begun) {
    try {
      socket.getOutputStream().write(begun.toArray());
    } catch (IOException closed) {
      // A server with a bound on its connections may close those beyond it.
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
