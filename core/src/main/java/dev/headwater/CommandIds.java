package dev.headwater;

import dev.headwater.event.CommandStamp;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Ids for commands that came without one: 128 random bits each. By its id a command recognises its
 * own write after a lost reply, so two commands must never have the same. Nothing is drawn ahead:
 * processes that were restored from one snapshot would share it. No other command has such an id,
 * so the digest of the content says nothing.
 */
final class CommandIds {
  private static final HexFormat HEX = HexFormat.of();
  private static final int BYTES = 16;
  private final RandomGenerator random;

  CommandIds(RandomGenerator random) {
    this.random = random;
  }

  CommandStamp next() {
    byte[] drawn = new byte[BYTES];
    random.nextBytes(drawn);
    return new CommandStamp(HEX.formatHex(drawn), 0);
  }
}
