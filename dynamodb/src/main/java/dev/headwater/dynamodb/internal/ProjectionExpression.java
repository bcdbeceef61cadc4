package dev.headwater.dynamodb.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attributes that a reader asks for, by reference, since the names of some are reserved words.
 *
 * @param names of the attributes by their references
 * @param expression the references, as a request takes them
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
