/** Implements the ports of {@code dev.headwater.audit} by scanning tables and repairing items. */
@NullMarked
package dev.headwater.dynamodb.audit;

import org.jspecify.annotations.NullMarked;
