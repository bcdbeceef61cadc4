package dev.headwater.local.junit;

import dev.headwater.local.Endpoints;
import dev.headwater.local.LocalCloud;
import dev.headwater.local.LocalCloudOptions;
import dev.headwater.local.ground.LocalCloudException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Runs a SAM template while the tests of a class run, nested ones included:
 *
 * <pre>{@code
 * @RegisterExtension static LocalCloudExtension cloud = LocalCloudExtension.of("template.yaml");
 * }</pre>
 *
 * <p>All tests of the class share it, so let each use ids of its own. A start takes a few seconds;
 * if it fails, the class fails with its {@link LocalCloudException}. Needs JUnit 6.
 */
public final class LocalCloudExtension implements BeforeAllCallback {
  private static final String STACK = "test";

  private final LocalCloudOptions options;
  private volatile @Nullable LocalCloud cloud;

  private LocalCloudExtension(LocalCloudOptions options) {
    this.options = options;
  }

  /**
   * Runs a template with the functions that are on the class path of the tests, since tests run
   * before there is a build at the {@code CodeUri}. Resources are named {@code test-<logical id>}.
   *
   * @param template relative to the folder in which the tests run, which is the module's with Maven
   *     and Gradle
   */
  public static LocalCloudExtension of(String template) {
    return of(LocalCloudOptions.of(Path.of(template), STACK).withHandlersOnClassPath());
  }

  /** The same, with values for parameters of the template. */
  public static LocalCloudExtension of(String template, Map<String, String> parameters) {
    return of(
        LocalCloudOptions.of(Path.of(template), STACK)
            .withHandlersOnClassPath()
            .withParameters(parameters));
  }

  /** Runs a template with any options. */
  public static LocalCloudExtension of(LocalCloudOptions options) {
    return new LocalCloudExtension(options);
  }

  /** JUnit closes it after the class; nested classes find it in the store of theirs. */
  @Override
  public void beforeAll(ExtensionContext context) {
    cloud =
        context
            .getStore(Namespace.create(this))
            .computeIfAbsent("cloud", key -> LocalCloud.start(options), LocalCloud.class);
  }

  /**
   * Where everything listens, and the names of tables, queues and functions.
   *
   * @throws IllegalStateException while no test of the class runs
   */
  public Endpoints endpoints() {
    LocalCloud running = cloud;
    if (running == null) {
      throw new IllegalStateException(
          "The local cloud runs only during the tests of a class: make the field with"
              + " @RegisterExtension static.");
    }
    return running.endpoints();
  }
}
