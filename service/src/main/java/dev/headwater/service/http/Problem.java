package dev.headwater.service.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not carried out. Names fields but never repeats their content.
 *
 * @param fields what is wrong, by field
 * @param actualVersion the resource's current version, if the request named another one
 */
public record Problem(
    ProblemType type, String detail, Map<String, String> fields, @Nullable Long actualVersion) {
  public Problem {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  public static Problem of(ProblemType type) {
    return of(type, type.title() + ".");
  }

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, Map.of(), null);
  }

  static Problem invalid(Map<String, String> fields) {
    StringBuilder detail = new StringBuilder();
    fields.forEach(
        (name, message) ->
            detail.append(detail.isEmpty() ? "" : "; ").append(name).append(' ').append(message));
    return new Problem(ProblemType.INVALID_FIELDS, detail.append('.').toString(), fields, null);
  }
}
