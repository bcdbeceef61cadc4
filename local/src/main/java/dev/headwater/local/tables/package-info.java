/** Tables and streams, on Amazon's own DynamoDB Local. */
@NullMarked
package dev.headwater.local.tables;

import org.jspecify.annotations.NullMarked;

