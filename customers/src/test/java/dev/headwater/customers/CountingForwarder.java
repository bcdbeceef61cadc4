package dev.headwater.customers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands on the bytes of connections to a service of AWS, and counts the connections. */
final class CountingForwarder implements AutoCloseable {
  private final AtomicInteger accepted = new AtomicInteger();
  private final ServerSocket server;
  private final URI target;

  private CountingForwarder(ServerSocket server, URI target) {
    this.server = server;
    this.target = target;
  }

  static CountingForwarder to(URI target) {
    try {
      var forwarder =
          new CountingForwarder(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), target);
      Thread.ofVirtual().start(forwarder::accept);
      return forwarder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** How many connections there were. */
  int accepted() {
    return accepted.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        accepted.incrementAndGet();
        Socket service = new Socket(target.getHost(), target.getPort());
        Thread.ofVirtual().start(() -> copy(client, service));
        Thread.ofVirtual().start(() -> copy(service, client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // By one of the two.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
