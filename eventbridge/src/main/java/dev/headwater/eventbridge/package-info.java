/**
 * Publishes events to Amazon EventBridge, consumes them from Amazon SQS, and reports metrics.
 * Functions call the public types; the formats of messages and metrics are package-private.
 */
@NullMarked
package dev.headwater.eventbridge;

import org.jspecify.annotations.NullMarked;
