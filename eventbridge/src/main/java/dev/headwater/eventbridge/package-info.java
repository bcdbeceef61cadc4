/** The way out on Amazon EventBridge and Amazon SQS: the publisher, and a queue's consumer. */
@NullMarked
package dev.headwater.eventbridge;

import org.jspecify.annotations.NullMarked;

