package dev.headwater.local.http;

/**
 * Which requests a server accepts.
 *
 * @param maxBodyBytes after unzipping when {@code unpacks}
 * @param unpacks whether bodies may be gzipped
 */
public record ServerOptions(int maxBodyBytes, boolean unpacks) {
  /** Accepts bodies up to a length, none of them gzipped. */
  public static ServerOptions limitedTo(int maxBodyBytes) {
    return new ServerOptions(maxBodyBytes, false);
  }

  /** The same options, also accepting gzipped bodies. */
  public ServerOptions unpacking() {
    return new ServerOptions(maxBodyBytes, true);
  }
}
