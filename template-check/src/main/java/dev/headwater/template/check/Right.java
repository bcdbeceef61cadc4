package dev.headwater.template.check;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An action on a resource that a function needs.
 *
 * @param action such as {@code dynamodb:Query}
 * @param resource one that a request is for, such as {@code ${EventsTable.Arn}}
 * @param widest the pattern of all resources that requests are for
 * @param must whether every such function needs it; otherwise it may be there
 * @param partition the only one of a table that it is for; empty for all
 */
record Right(String action, String resource, String widest, boolean must, String partition) {
  private static final List<String> SERVICES =
      List.of("dynamodb:", "es:", "sqs:", "events:", "cloudwatch:");

  /** A right to the whole of a resource. */
  private Right(String action, String resource, String widest, boolean must) {
    this(action, resource, widest, must, "");
  }

  /**
   * What a statement grants.
   *
   * @param partition the only one of a table that it grants this in; empty if it does not say
   */
  record Grant(String action, String resource, String partition) {
    /** Whether it grants the right, and in no other partition. */
    boolean covers(Right right) {
      return partition.equals(right.partition) && includes(right);
    }

    /** IAM compares the whole resource, and its {@code *} stands for slashes, too. */
    boolean includes(Right right) {
      return (partition.isEmpty() || partition.equals(right.partition))
          && matches(action.toLowerCase(Locale.ROOT), right.actionInLowerCase())
          && matches(resource, right.resource);
    }

    /** Whether some function of a service is concerned with such rights. */
    boolean isOfService() {
      return action.equals("*") || SERVICES.stream().anyMatch(action::startsWith);
    }
  }

  private String actionInLowerCase() {
    return action.toLowerCase(Locale.ROOT);
  }

  /** Whether a grant is no more than this. */
  boolean justifies(Grant grant) {
    return grant.action().equalsIgnoreCase(action)
        && grant.partition().equals(partition)
        && matches(widest, grant.resource());
  }

  private static boolean matches(String pattern, String text) {
    return text.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
  }

  /** Rights to do each of these with a resource of the template. */
  static Stream<Right> on(String resource, String... actions) {
    return Stream.of(actions).map(action -> new Right(action, resource, resource, true));
  }

  /** The same for one of the resources that a pattern stands for. */
  static Stream<Right> on(String resource, String widest, List<String> actions) {
    return actions.stream().map(action -> new Right(action, resource, widest, true));
  }

  /** The right, if a function may have it, but need not. */
  Right optional() {
    return new Right(action, resource, widest, false, partition);
  }

  /** The right in one partition of its table alone. */
  Right inPartition(String name) {
    return new Right(action, resource, widest, must, name);
  }

  /** What it is for, as a sentence calls it. */
  String shown() {
    return partition.isEmpty()
        ? shown(widest)
        : shown(widest) + ", in the partition " + partition + " alone";
  }

  /** A resource as a sentence calls it: {@code OrdersTable/index/by-list}. */
  static String shown(String resource) {
    return resource
        .replaceFirst("^arn:.*:table/\\$\\{([A-Za-z0-9]+)}", "$1")
        .replaceFirst("^\\$\\{([A-Za-z0-9]+)\\.(Arn|StreamArn)}", "$1");
  }
}
