package dev.headwater.audit.claims;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong about claims. Names no value, which may be personal.
 *
 * @param stream the stream that it is about; the item's key where no stream can be read from it
 * @param claim the name of the claim; {@code null} where the finding is about a stream as a whole
 * @param repaired whether it is right now
 */
public record ClaimFinding(Kind kind, String stream, @Nullable String claim, boolean repaired) {
  /** What can be wrong. Only the first two can be repaired. */
  public enum Kind {
    /** The stream has a claim that its events do not lead to: nobody else can have the value. */
    ORPHAN,
    /** The stream should have a claim and has not: others could take the value. */
    MISSING,
    /** Two streams came to the same value, and the other one has the claim. */
    DUPLICATE,
    /** A stream, of which nothing is judged then, or a claim that cannot be read. */
    UNREADABLE,
    /** The stream changed whenever it was looked at: look again later. */
    UNSETTLED
  }
}
