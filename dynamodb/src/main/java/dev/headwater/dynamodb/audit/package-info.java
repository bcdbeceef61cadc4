/** Fills the ports of {@code dev.headwater.audit}: scans tables, and reads and repairs items. */
@NullMarked
package dev.headwater.dynamodb.audit;

import org.jspecify.annotations.NullMarked;
