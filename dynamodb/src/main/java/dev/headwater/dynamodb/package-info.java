/** The event store and the view store on Amazon DynamoDB, and the shape of its streams' events. */
@NullMarked
package dev.headwater.dynamodb;

import org.jspecify.annotations.NullMarked;
