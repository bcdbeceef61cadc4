package dev.headwater.local.http;

/**
 * How a server listens.
 *
 * @param port 0 for a free one
 * @param maxBodyBytes of a request; of an unpacked one when {@code unpacks}
 * @param unpacks whether bodies may come packed by gzip
 */
public record ServerOptions(int port, int maxBodyBytes, boolean unpacks) {

  /** On a free port. */
  public static ServerOptions onFreePort(int maxBodyBytes) {
    return new ServerOptions(0, maxBodyBytes, false);
  }

  /** The same for a service that unpacks bodies. */
  public ServerOptions unpacking() {
    return new ServerOptions(port, maxBodyBytes, true);
  }
}
