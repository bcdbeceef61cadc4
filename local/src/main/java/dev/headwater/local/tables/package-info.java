/**
 * Tables and streams, on Amazon's DynamoDB Local behind our own connector. The handlers here make
 * it durable, fair and private; they must never change a request or a response.
 */
@NullMarked
package dev.headwater.local.tables;

import org.jspecify.annotations.NullMarked;
