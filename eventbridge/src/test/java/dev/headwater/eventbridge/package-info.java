/** Tests of the publisher, the consumer and the metrics, on a fake bus and a local SQS. */
@NullMarked
package dev.headwater.eventbridge;

import org.jspecify.annotations.NullMarked;
