package dev.headwater.local.template.values;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a template needs from outside.
 *
 * @param stackName begins the names of resources that have no name of their own
 * @param parameters values by parameter name; without one, a parameter has its default
 * @param queueUrl a queue's URL by its name
 * @param searchHost of the search domain, with its port, and without a scheme as AWS tells it
 */
public record StackOptions(
    String stackName,
    Map<String, String> parameters,
    UnaryOperator<String> queueUrl,
    String searchHost) {
  public StackOptions {
    parameters = Map.copyOf(parameters);
  }

  /** Options for a look at a template, when nothing is running yet. */
  public static StackOptions unstarted(String stackName, Map<String, String> parameters) {
    return new StackOptions(
        stackName, parameters, name -> "http://sqs.invalid/000000000000/" + name, "search.invalid");
  }
}
