package dev.headwater;

/** A stream folded up to a commit boundary: where the next load may begin. */
public record Snapshot<S>(long version, S state, RecentCommits recent) {}
