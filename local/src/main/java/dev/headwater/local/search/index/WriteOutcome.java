package dev.headwater.local.search.index;

/** What became of a write. */
public sealed interface WriteOutcome {
  record Created() implements WriteOutcome {}

  record Updated() implements WriteOutcome {}

  record Deleted() implements WriteOutcome {}

  /** There was nothing to delete. */
  record NotFound() implements WriteOutcome {}

  /** Nothing was written. */
  record Conflict(long currentVersion) implements WriteOutcome {}
}
