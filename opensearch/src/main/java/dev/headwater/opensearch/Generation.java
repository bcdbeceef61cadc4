package dev.headwater.opensearch;

import java.util.Locale;

/** Which of its two indexes a view is kept in: it is rebuilt into the one that is not read. */
public enum Generation {
  A,
  B;

  /** The name of its index: {@code customers-a}. */
  public String index(String alias) {
    return alias + '-' + name().toLowerCase(Locale.ROOT);
  }

  /**
   * The alias under which its index is written to: {@code customers-a-write}. A write that requires
   * it to be an alias makes no index where there is none, which would have no mapping.
   */
  public String writeAlias(String alias) {
    return index(alias) + "-write";
  }
}
