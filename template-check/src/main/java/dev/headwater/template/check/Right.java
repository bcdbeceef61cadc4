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
 */
record Right(String action, String resource, String widest, boolean must) {
  private static final List<String> SERVICES =
      List.of("dynamodb:", "es:", "sqs:", "events:", "cloudwatch:");

  /** What a statement grants. */
  record Grant(String action, String resource) {
    /** IAM compares the whole resource, and its {@code *} stands for slashes, too. */
    boolean covers(Right right) {
      return matches(action.toLowerCase(Locale.ROOT), right.actionInLowerCase())
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
    return grant.action().equalsIgnoreCase(action) && matches(widest, grant.resource());
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
    return new Right(action, resource, widest, false);
  }

  /** A resource as a sentence calls it: {@code OrdersTable/index/by-list}. */
  static String shown(String resource) {
    return resource
        .replaceFirst("^arn:.*:table/\\$\\{([A-Za-z0-9]+)}", "$1")
        .replaceFirst("^\\$\\{([A-Za-z0-9]+)\\.(Arn|StreamArn)}", "$1");
  }
}
