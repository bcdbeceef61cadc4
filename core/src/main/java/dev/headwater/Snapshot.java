package dev.headwater;

/** A stream folded up to a commit boundary, from which the next load may begin. */
public record Snapshot<S>(long version, S state, RecentCommits recent) {}
