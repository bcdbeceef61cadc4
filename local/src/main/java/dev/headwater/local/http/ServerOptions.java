package dev.headwater.local.http;

/**
 * How a server listens.
 *
 * @param port 0 for any free port
 * @param maxBodyBytes of a request; after unzipping when {@code unpacks}
 * @param unpacks whether bodies may be gzipped
 */
public record ServerOptions(int port, int maxBodyBytes, boolean unpacks) {

  /** On any free port. */
  public static ServerOptions onFreePort(int maxBodyBytes) {
    return new ServerOptions(0, maxBodyBytes, false);
  }

  /** The same options, also accepting gzipped bodies. */
  public ServerOptions unpacking() {
    return new ServerOptions(port, maxBodyBytes, true);
  }
}
