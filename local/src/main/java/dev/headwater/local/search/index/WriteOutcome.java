package dev.headwater.local.search.index;

/** The outcome of a write. */
public sealed interface WriteOutcome {
  record Created() implements WriteOutcome {}

  record Updated() implements WriteOutcome {}

  record Deleted() implements WriteOutcome {}

  /** There was nothing to delete. */
  record NotFound() implements WriteOutcome {}

  /** The version forbids the write; nothing was written. */
  record Conflict(long currentVersion) implements WriteOutcome {}
}
