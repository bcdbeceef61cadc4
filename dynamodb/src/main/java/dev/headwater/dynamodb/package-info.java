/** The event store on Amazon DynamoDB, and a reader for the events of its table's stream. */
@NullMarked
package dev.headwater.dynamodb;

import org.jspecify.annotations.NullMarked;
