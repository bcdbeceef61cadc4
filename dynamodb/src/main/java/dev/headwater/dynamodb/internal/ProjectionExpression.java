package dev.headwater.dynamodb.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attributes that a request reads, as placeholders, since some names are reserved words.
 *
 * @param names the attribute names by placeholder
 * @param expression the placeholders, separated by commas
 */
public record ProjectionExpression(Map<String, String> names, String expression) {
  public static ProjectionExpression of(List<String> attributes, String... more) {
    Map<String, String> names =
        Stream.concat(attributes.stream(), Stream.of(more))
            .collect(Collectors.toUnmodifiableMap(name -> '#' + name, Function.identity()));
    return new ProjectionExpression(
        names, names.keySet().stream().sorted().collect(Collectors.joining(", ")));
  }
}
