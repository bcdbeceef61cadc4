package dev.headwater.service.testkit;

import dev.headwater.local.LocalCloudOptions;
import dev.headwater.service.Service;
import dev.headwater.service.ServiceDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Tests a whole service by its requests: {@code service.given(post(…)).when(get(…)).then(reply ->
 * reply.hasStatus(200))}. A JUnit extension: annotate a static field that holds one with {@code
 * RegisterExtension}.
 *
 * <p>In memory, each test method begins with an empty service at 2026-01-01T00:00:00Z, with time
 * that stands still and the same random numbers. Requests are bound, decided, projected and
 * answered by the real code, and views are up to date whenever a query runs.
 *
 * <p>{@link #withLocalCloud} runs the same tests on the real functions, tables, streams, bus,
 * queues and search of a template, over HTTP. It starts once per class, on a free port, keeps
 * nothing, and stops after the class. The tests of the class share it: let each make its own
 * aggregates, with {@link #newId}. The functions come from the class path of the tests, and their
 * settings from the template.
 *
 * <p>Not thread-safe: the tests of a class run one after the other.
 */
public final class ServiceTest implements BeforeAllCallback, BeforeEachCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Setup setup;
  private @Nullable ServiceRun run;

  private ServiceTest(Setup setup) {
    this.setup = setup;
  }

  /**
   * A service in memory.
   *
   * @throws IllegalArgumentException if its description is wrong
   */
  public static ServiceTest of(ServiceDefinition definition) {
    return new ServiceTest(new Setup(definition.describe(), Map.of(), null, Map.of(), PATIENCE));
  }

  /** The same with a setting, as the template would set it; in memory only. */
  public ServiceTest withSetting(String name, String value) {
    Map<String, String> more = new HashMap<>(setup.settings);
    more.put(name, value);
    return new ServiceTest(
        new Setup(setup.service, more, setup.template, setup.parameters, setup.patience));
  }

  /** The same on the local cloud, which runs this template. */
  public ServiceTest withLocalCloud(Path template) {
    return new ServiceTest(
        new Setup(setup.service, setup.settings, template, setup.parameters, setup.patience));
  }

  /** The same with a parameter of the template; on the local cloud only. */
  public ServiceTest withParameter(String name, String value) {
    Map<String, String> more = new HashMap<>(setup.parameters);
    more.put(name, value);
    return new ServiceTest(
        new Setup(setup.service, setup.settings, setup.template, more, setup.patience));
  }

  /** The same with another time for which queries are repeated on the local cloud. */
  public ServiceTest withPatience(Duration patience) {
    return new ServiceTest(
        new Setup(setup.service, setup.settings, setup.template, setup.parameters, patience));
  }

  /** The service that is tested. */
  public Service service() {
    return setup.service;
  }

  /**
   * Sends requests one after the other, to prepare a test.
   *
   * @throws AssertionError if one is refused
   */
  public ServiceTest given(Request... requests) {
    return given(List.of(requests));
  }

  /** The same for a list of requests. */
  public ServiceTest given(List<? extends Request> requests) {
    for (Request request : requests) {
      Reply reply = run().send(request);
      if (!reply.isDone()) {
        throw new AssertionError("What is given was refused: " + reply);
      }
    }
    return this;
  }

  /** Sends the request that is tested. Whether it succeeds is for {@link Exchange#then} to say. */
  public Exchange when(Request request) {
    ServiceRun current = run();
    return new Exchange(current, setup.patience, request, current.send(request));
  }

  /** Sets the time; in memory only. */
  public ServiceTest at(Instant time) {
    run().clock().set(time);
    return this;
  }

  /** Lets time pass; in memory only. */
  public ServiceTest advance(Duration duration) {
    run().clock().advance(duration);
    return this;
  }

  /** An id of letters, digits and {@code -} that no other test uses. */
  public String newId() {
    return run().newId();
  }

  /**
   * @throws dev.headwater.local.ground.LocalCloudException if the local cloud cannot start
   */
  @Override
  public void beforeAll(ExtensionContext context) {
    if (setup.template != null && run == null) {
      LocalCloudRun cloud = LocalCloudRun.start(setup.cloud(setup.template));
      run = cloud;
      context
          .getStore(Namespace.create(ServiceTest.class, this))
          .put(ServiceRun.class, (AutoCloseable) () -> stop(cloud));
    }
  }

  private void stop(LocalCloudRun cloud) {
    run = null;
    cloud.close();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (setup.template == null) {
      run = setup.inMemory();
    } else if (run == null) {
      throw new ExtensionConfigurationException(
          "The local cloud starts once per class: make the field of the ServiceTest static");
    }
  }

  private ServiceRun run() {
    ServiceRun current = run;
    if (current == null) {
      if (setup.template != null) {
        throw new IllegalStateException(
            "The local cloud is not running: annotate the ServiceTest with @RegisterExtension");
      }
      current = setup.inMemory();
      run = current;
    }
    return current;
  }

  /**
   * What to run.
   *
   * @param template {@code null} to run in memory
   */
  private record Setup(
      Service service,
      Map<String, String> settings,
      @Nullable Path template,
      Map<String, String> parameters,
      Duration patience) {
    Setup {
      settings = Map.copyOf(settings);
      parameters = Map.copyOf(parameters);
    }

    ServiceRun inMemory() {
      if (!parameters.isEmpty()) {
        throw new IllegalStateException(
            "Without a template there are no parameters: use withSetting in memory");
      }
      return new InMemoryRun(service, settings);
    }

    LocalCloudOptions cloud(Path path) {
      if (!settings.isEmpty()) {
        throw new IllegalStateException(
            "On the local cloud, the template sets the settings: use withParameter");
      }
      return LocalCloudOptions.of(path, service.name() + "-test")
          .withParameters(parameters)
          .withHandlersOnClassPath();
    }
  }
}
