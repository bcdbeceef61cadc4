package dev.headwater.local;

import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.ground.Closeables;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.Stack;
import java.util.Locale;

/**
 * A SAM template that runs in this JVM. All that it starts listens on the loopback interface only.
 *
 * <p>With a data folder, what was acknowledged is there after a restart, {@code kill -9} included:
 * the tables keep their items, and the search index its documents. Queues keep their messages in
 * memory only; so after an unclean stop the streams are read again from the last low-water mark,
 * which calls functions again with what they may have seen. One run at a time may use a folder.
 *
 * <p>Every function gets the template's environment variables, and over them the Region, made-up
 * credentials, and {@code AWS_ENDPOINT_URL_<SERVICE>} of DynamoDB, DynamoDB Streams, SQS,
 * EventBridge and Lambda; and {@code AWS_ENDPOINT_URL_OPENSEARCH}, a whole URL, when the template
 * has a search domain.
 *
 * <p>Two of its libraries log requests that they cannot read, and quote them: in a JVM of your own,
 * set the loggers {@code org.elasticmq} and {@code org.eclipse.jetty} to {@code OFF}.
 */
public final class LocalCloud implements AutoCloseable {
  private final Stack stack;
  private final Endpoints endpoints;
  private final Chaos chaos;
  private final Closeables parts;

  LocalCloud(Stack stack, Endpoints endpoints, Chaos chaos, Closeables parts) {
    this.stack = stack;
    this.endpoints = endpoints;
    this.chaos = chaos;
    this.parts = parts;
  }

  /**
   * Starts all that the template declares, and returns when it can be used. The JVM's default
   * locale must write numbers in the digits of ASCII.
   *
   * @throws LocalCloudException when the template has a problem, the data folder is in use, the
   *     port is in use, a handler cannot be started, or the default locale has digits of its own;
   *     nothing is left running then
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

  /** The template, resolved. */
  public Stack stack() {
    return stack;
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** Which faults struck so far; also after {@link #close}. */
  public Chaos chaos() {
    return chaos;
  }

  /**
   * Takes no more requests, lets events that are under way come to their end for a few seconds, and
   * stops everything; idempotent.
   *
   * @throws LocalCloudException when something did not stop; all else is stopped then
   */
  @Override
  public void close() {
    parts.close();
  }
}
