package dev.headwater.local.ground;

/**
 * Amazon Resource Names of the local cloud. All resources share one made-up account and Region, so
 * the last part of an ARN identifies a resource.
 */
public final class LocalArn {
  public static final String REGION = "us-east-1";
  public static final String ACCOUNT = "000000000000";

  private LocalArn() {}

  public static String table(String name) {
    return of("dynamodb", "table/" + name);
  }

  /**
   * A fixed label: DynamoDB Local's is the creation time, and a local table has only one stream.
   */
  public static String stream(String tableName) {
    return table(tableName) + "/stream/local";
  }

  public static String queue(String name) {
    return of("sqs", name);
  }

  public static String bus(String name) {
    return of("events", "event-bus/" + name);
  }

  public static String rule(String busName, String name) {
    return of("events", "rule/" + (busName.equals("default") ? "" : busName + "/") + name);
  }

  public static String searchDomain(String name) {
    return of("es", "domain/" + name);
  }

  public static String function(String name) {
    return of("lambda", "function:" + name);
  }

  public static boolean isFunction(String arn) {
    return arn.startsWith(function(""));
  }

  /** The function's name in {@code arn:aws:lambda:…:…:function:name}. */
  public static String functionName(String functionArn) {
    return functionArn.substring(functionArn.lastIndexOf(':') + 1);
  }

  /** The queue's name in {@code arn:aws:sqs:…:…:name}. */
  public static String queueName(String queueArn) {
    return queueArn.substring(queueArn.lastIndexOf(':') + 1);
  }

  private static String of(String service, String resource) {
    return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
  }
}
