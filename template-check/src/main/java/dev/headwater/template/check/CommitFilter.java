package dev.headwater.template.check;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Patterns that select records of a stream. */
final class CommitFilter {
  private static final JsonNode COMMITS = JsonMapper.shared().readTree(SourceRules.COMMITS_ONLY);

  private CommitFilter() {}

  /** Whether a pattern selects the records of commits, and of nothing else. */
  static boolean selectsCommits(String pattern) {
    try {
      return JsonMapper.shared().readTree(pattern).equals(COMMITS);
    } catch (JacksonException notJson) {
      return false;
    }
  }
}
