package dev.headwater.cli;

import dev.headwater.local.ground.LoggedThreads;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Brings what libraries log into the one log that logback.xml describes. */
final class Logging {
  private Logging() {}

  /** To be called before anything else gets a logger. */
  static void start(boolean verbose) {
    System.setProperty("headwater.log.level", verbose ? "DEBUG" : "WARN");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LoggedThreads.logAllOthers();
  }
}
