package dev.headwater.local.template.values;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a template needs from outside.
 *
 * @param stackName prefixes the names of resources that have no explicit name
 * @param parameters values by parameter name; parameters not listed have their defaults
 * @param queueUrl maps a queue's name to its URL
 * @param searchHost host and port of the search domain; like AWS's DomainEndpoint, without a scheme
 */
public record StackOptions(
    String stackName,
    Map<String, String> parameters,
    UnaryOperator<String> queueUrl,
    String searchHost) {
  public StackOptions {
    parameters = Map.copyOf(parameters);
  }

  /** Options for reading a template that is not going to run; endpoints are placeholders. */
  public static StackOptions unstarted(String stackName, Map<String, String> parameters) {
    return new StackOptions(
        stackName, parameters, name -> "http://sqs.invalid/000000000000/" + name, "search.invalid");
  }
}
