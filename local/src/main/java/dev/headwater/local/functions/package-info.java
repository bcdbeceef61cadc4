/**
 * Runs Lambda functions in this JVM or in others, with Lambda's limits, timeouts and error types.
 * Knows no event sources; those call it through {@code FunctionInvoker}.
 */
@NullMarked
package dev.headwater.local.functions;

import org.jspecify.annotations.NullMarked;
