package dev.headwater;

import dev.headwater.event.CommandStamp;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Generates ids for commands that were sent without one: 128 random bits each. A command recognises
 * its own write by its id after a lost reply, so ids must be unique. None is drawn ahead, because
 * processes restored from one snapshot would share it. The digest is 0: with a unique id there is
 * no reuse to detect.
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
