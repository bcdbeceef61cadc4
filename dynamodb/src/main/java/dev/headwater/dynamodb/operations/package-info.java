/** What operations remember, in a table of their own. */
@NullMarked
package dev.headwater.dynamodb.operations;

import org.jspecify.annotations.NullMarked;
