package dev.headwater.local.ground;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amazon Resource Names of the local cloud. All resources share one made-up account and Region, so
 * the last part of an ARN identifies a resource.
 */
public final class LocalArn {
  public static final String REGION = "us-east-1";
  public static final String ACCOUNT = "000000000000";

  /** Of the only stream of a table: DynamoDB Local's own label is the time when it was made. */
  public static final String STREAM_LABEL = "local";

  private static final Pattern STREAM =
      Pattern.compile(Pattern.quote(table("")) + "([A-Za-z0-9_.-]{3,255})/stream/([^/]+)");

  private LocalArn() {}

  public static String table(String name) {
    return of("dynamodb", "table/" + name);
  }

  public static String stream(String tableName) {
    return table(tableName) + "/stream/" + STREAM_LABEL;
  }

  public static boolean isStream(String arn) {
    return STREAM.matcher(arn).matches();
  }

  /** The table's name in {@code arn:aws:dynamodb:…:…:table/name/stream/label}. */
  public static String streamTable(String streamArn) {
    return ofStream(streamArn).group(1);
  }

  /** The label in {@code arn:aws:dynamodb:…:…:table/name/stream/label}. */
  public static String streamLabel(String streamArn) {
    return ofStream(streamArn).group(2);
  }

  private static Matcher ofStream(String arn) {
    Matcher stream = STREAM.matcher(arn);
    if (!stream.matches()) {
      throw new IllegalArgumentException("\"" + arn + "\" is not the ARN of a local stream");
    }
    return stream;
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
