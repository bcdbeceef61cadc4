package dev.headwater.opensearch;

import java.util.Locale;

/** The two indexes of a view: readers use one, and a rebuild fills the other. */
public enum Generation {
  A,
  B;

  /** The name of the index, such as {@code customers-a}. */
  public String index(String alias) {
    return alias + '-' + name().toLowerCase(Locale.ROOT);
  }

  /**
   * The alias for writing to the index, such as {@code customers-a-write}. Writes require an alias,
   * because a write to a missing index would create it without a mapping.
   */
  public String writeAlias(String alias) {
    return index(alias) + "-write";
  }
}
