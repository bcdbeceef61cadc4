package dev.headwater.local;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.ground.Closeables;
import dev.headwater.local.ground.LocalCloudException;
import java.util.Locale;

/**
 * Runs a SAM template in this JVM, with the functions that a build has put at their {@code
 * CodeUri}. Handlers whose constructor does not take the environment run in child JVMs. Everything
 * listens only on the loopback interface.
 *
 * <p>With a data folder, acknowledged writes to tables and the search index survive a restart, even
 * after {@code kill -9}, and so do messages in dead-letter queues and in queues that no event
 * source mapping polls. Other queues keep messages only in memory. After an unclean stop, the
 * streams are therefore read again from the last low-water mark, so functions may see records
 * twice. Only one process at a time may use a folder.
 *
 * <p>Every function gets the template's environment variables, overridden by the Region, made-up
 * credentials, and {@code AWS_ENDPOINT_URL_<SERVICE>} for DynamoDB, DynamoDB Streams, SQS,
 * EventBridge, Lambda and, if the template has a search domain, {@code OPENSEARCH}.
 *
 * <p>Two libraries quote malformed requests in their logs: if you embed the local cloud, set the
 * loggers {@code org.elasticmq} and {@code org.eclipse.jetty} to {@code OFF}.
 */
public final class LocalCloud implements AutoCloseable {
  private final Endpoints endpoints;
  private final Chaos chaos;
  private final Closeables parts;

  LocalCloud(Endpoints endpoints, Chaos chaos, Closeables parts) {
    this.endpoints = endpoints;
    this.chaos = chaos;
    this.parts = parts;
  }

  /**
   * Starts everything that the template declares, and returns once it is ready. The JVM's default
   * locale must use ASCII digits.
   *
   * @throws LocalCloudException when the template has problems, the data folder or port is in use,
   *     a handler cannot be created, or the default locale has other digits; nothing is left
   *     running
   */
  public static LocalCloud start(LocalCloudOptions options) {
    NumberFormatCheck.require(Locale.getDefault(Locale.Category.FORMAT));
    var parts = new Closeables();
    try {
      return new Startup(options, parts).run();
    } catch (RuntimeException | Error failure) {
      parts.closeAfter(failure);
      throw failure;
    }
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** Reports the faults that have struck so far; works after {@link #close}, too. */
  public Chaos chaos() {
    return chaos;
  }

  /**
   * Accepts no more requests, gives events in flight a few seconds to finish, and stops everything;
   * idempotent.
   *
   * @throws LocalCloudException when a part did not stop; all others are stopped then
   */
  @Override
  public void close() {
    parts.close();
  }
}
