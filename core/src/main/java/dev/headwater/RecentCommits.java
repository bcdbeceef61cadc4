package dev.headwater;

import dev.headwater.event.Commit;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The commits by which a stream recognises a repeated command: the latest {@value
 * #REMEMBERED_COMMITS}, and the one that created it. Each entry holds a hash of the command id and
 * the commit's first version. The commit itself then settles whether the command wrote it, so a
 * hash collision costs a read and is otherwise harmless.
 *
 * <p>Immutable.
 */
public final class RecentCommits {
  /**
   * A repeat without an expected version is recognised within this many commits. The stored form
   * depends on it: changing it takes a new format.
   */
  public static final int REMEMBERED_COMMITS = 16;

  private static final byte FORMAT = 1;
  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;
  private static final long[] NO_VERSIONS = {};
  private static final RecentCommits NONE = new RecentCommits(new int[0], NO_VERSIONS);

  /** Oldest first; the commit with version 1 always comes first. */
  private final int[] idHashes;

  private final long[] firstVersions;

  private RecentCommits(int[] idHashes, long[] firstVersions) {
    this.idHashes = idHashes;
    this.firstVersions = firstVersions;
  }

  /** For a stream without commits. */
  public static RecentCommits none() {
    return NONE;
  }

  /**
   * Adds the next commit. Keeps the creating commit and drops the oldest of the others when full.
   */
  public RecentCommits with(Commit<?> commit) {
    int size = idHashes.length;
    boolean full = size == REMEMBERED_COMMITS + 1;
    int length = full ? size : size + 1;
    int[] hashes = Arrays.copyOf(idHashes, length);
    long[] versions = Arrays.copyOf(firstVersions, length);
    if (full) {
      System.arraycopy(idHashes, 2, hashes, 1, length - 2);
      System.arraycopy(firstVersions, 2, versions, 1, length - 2);
    }
    hashes[length - 1] = hash(commit.command().commandId());
    versions[length - 1] = commit.firstVersion();
    return new RecentCommits(hashes, versions);
  }

  /** The first versions of commits that the command with this id may have written. */
  long[] candidates(String commandId) {
    int hash = hash(commandId);
    int found = 0;
    long[] candidates = NO_VERSIONS;
    for (int index = 0; index < idHashes.length; index++) {
      if (idHashes[index] == hash) {
        candidates = Arrays.copyOf(candidates, found + 1);
        candidates[found] = firstVersions[index];
        found++;
      }
    }
    return candidates;
  }

  /** Whether the commit with this first version, if there is one, is among those remembered. */
  boolean covers(long firstVersion) {
    return firstVersion == 1
        || firstVersions.length <= REMEMBERED_COMMITS
        || firstVersion >= firstVersions[1];
  }

  /** FNV-1a over the id's UTF-16 units. Deliberate collisions are possible and harmless. */
  private static int hash(String commandId) {
    int hash = FNV_OFFSET;
    for (int index = 0; index < commandId.length(); index++) {
      char unit = commandId.charAt(index);
      hash = (hash ^ (unit & 0xff)) * FNV_PRIME;
      hash = (hash ^ (unit >> 8)) * FNV_PRIME;
    }
    return hash;
  }

  /**
   * The stored form: a format byte, then per commit the hash and the distance to the previous first
   * version as a varint. About 6 bytes per commit.
   */
  public byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(1 + idHashes.length * 2 * Long.BYTES).put(FORMAT);
    long before = 0;
    for (int index = 0; index < idHashes.length; index++) {
      bytes.putInt(idHashes[index]);
      putVarint(bytes, firstVersions[index] - before);
      before = firstVersions[index];
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not in that form
   */
  public static RecentCommits fromBytes(byte[] stored) {
    try {
      return read(ByteBuffer.wrap(stored));
    } catch (BufferUnderflowException cutShort) {
      throw new IllegalArgumentException("Remembered commits are truncated");
    }
  }

  private static RecentCommits read(ByteBuffer bytes) {
    if (bytes.get() != FORMAT) {
      throw new IllegalArgumentException("Remembered commits are in an unknown format");
    }
    int[] idHashes = new int[REMEMBERED_COMMITS + 1];
    long[] firstVersions = new long[REMEMBERED_COMMITS + 1];
    long version = 0;
    int size = 0;
    for (; bytes.hasRemaining(); size++) {
      if (size == idHashes.length) {
        throw new IllegalArgumentException("Too many remembered commits");
      }
      idHashes[size] = bytes.getInt();
      long next = version + getVarint(bytes);
      if (size == 0 ? next != 1 : next <= version) {
        throw new IllegalArgumentException("Remembered commits are out of order");
      }
      version = next;
      firstVersions[size] = next;
    }
    return new RecentCommits(Arrays.copyOf(idHashes, size), Arrays.copyOf(firstVersions, size));
  }

  private static void putVarint(ByteBuffer bytes, long value) {
    long rest = value;
    while (rest >= 0x80) {
      bytes.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }

  private static long getVarint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("A remembered version is too long");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecentCommits that
        && Arrays.equals(idHashes, that.idHashes)
        && Arrays.equals(firstVersions, that.firstVersions);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(idHashes) + Arrays.hashCode(firstVersions);
  }

  @Override
  public String toString() {
    return "RecentCommits" + Arrays.toString(firstVersions);
  }
}
