package dev.headwater.cli.operated;

import dev.headwater.local.ground.LoggedThreads;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Routes everything that libraries log into the log that logback.xml configures. */
public final class Logging {
  private Logging() {}

  /** Call this before anything else gets a logger. */
  public static void start(boolean verbose) {
    System.setProperty("headwater.log.level", verbose ? "DEBUG" : "WARN");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LoggedThreads.logAllOthers();
  }
}
