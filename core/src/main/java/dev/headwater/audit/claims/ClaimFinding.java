package dev.headwater.audit.claims;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a claim. Contains no value, since values may be personal.
 *
 * @param stream the stream concerned; the item's key if no stream can be read from it
 * @param claim the claim's name; {@code null} if the finding concerns a whole stream
 * @param repaired whether the claim is now right
 * @param reason why something cannot be read; {@code null} for any other finding
 */
public record ClaimFinding(
    Kind kind, String stream, @Nullable String claim, boolean repaired, @Nullable String reason) {
  /** What can be wrong. Only the first two can be repaired. */
  public enum Kind {
    /** The stream has a claim that its events do not lead to: the value is blocked for others. */
    ORPHAN,
    /** The stream lacks a claim that it should have: another stream could take the value. */
    MISSING,
    /** Two streams have the same value, and the other one has the claim. */
    DUPLICATE,
    /** A claim cannot be read, or a stream, whose claims are then not judged. */
    UNREADABLE,
    /** The stream kept changing: check it again later. */
    UNSETTLED
  }
}
