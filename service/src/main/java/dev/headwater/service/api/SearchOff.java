package dev.headwater.service.api;

import dev.headwater.query.SearchIndex;
import dev.headwater.service.http.Problem;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** The answer to searches while search is switched off. */
final class SearchOff {
  private static final Problem PROBLEM =
      Problem.of(ProblemType.SEARCH_OFF, "Search is switched off: deploy with SearchEnabled=true.");

  private SearchOff() {}

  static <V> SearchIndex<V> require(@Nullable SearchIndex<V> index) {
    if (index == null) {
      throw new ProblemException(PROBLEM);
    }
    return index;
  }
}
