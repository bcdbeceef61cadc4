/** The event store on Amazon DynamoDB, and the reader of its streams' events. */
@NullMarked
package dev.headwater.dynamodb;

import org.jspecify.annotations.NullMarked;
