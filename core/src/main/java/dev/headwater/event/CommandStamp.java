package dev.headwater.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Identifies a command, so that a repeat is recognised: its id, and a digest of its content, which
 * distinguishes a repeat from another command that reuses the id.
 *
 * @param commandId 1 to 256 characters
 * @param digest the first 8 bytes of the content's SHA-256
 */
public record CommandStamp(String commandId, long digest) {
  public static final int MAX_ID_LENGTH = 256;

  public CommandStamp {
    if (commandId.isEmpty() || commandId.length() > MAX_ID_LENGTH) {
      throw new IllegalArgumentException("A command id has 1 to " + MAX_ID_LENGTH + " characters");
    }
  }

  /** Stamps a command whose content is these parts, in this order. */
  public static CommandStamp of(String commandId, String... content) {
    MessageDigest sha256 = sha256();
    for (String part : content) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      sha256.update(bytes);
    }
    return new CommandStamp(commandId, ByteBuffer.wrap(sha256.digest()).getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
