package dev.headwater.audit;

/**
 * A share of all streams, chosen by id: the same seed always selects the same streams.
 *
 * @param percent more than 0, up to 100
 */
public record StreamSample(double percent, long seed) {
  /** All streams. */
  public static final StreamSample ALL = new StreamSample(100, 0);

  private static final double RANGE = 0x1p53;

  public StreamSample {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("A sample must be more than 0 and at most 100 percent");
    }
  }

  boolean holds(String id) {
    return percent == 100 || (mixed(id) >>> 11) / RANGE * 100 < percent;
  }

  /** FNV-1a, then SplitMix64's finaliser: scatters similar ids, differently for each seed. */
  private long mixed(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int index = 0; index < id.length(); index++) {
      hash = (hash ^ id.charAt(index)) * 0x100000001b3L;
    }
    long mixed = hash + seed * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
