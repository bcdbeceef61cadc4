package dev.headwater.fuzz;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Serves one connection as badly as it is told. */
final class FakeServer implements Closeable {
  private final ServerSocket listener;

  interface Behaviour {
    void serve(Socket socket) throws IOException;
  }

  FakeServer(Behaviour behaviour) throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(behaviour));
  }

  private void serve(Behaviour behaviour) {
    try (Socket socket = listener.accept()) {
      behaviour.serve(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
