/**
 * Runs Lambda functions in this JVM, with Lambda's limits, timeouts and error types. Knows neither
 * HTTP nor event sources; those call it through {@code FunctionInvoker}.
 */
@NullMarked
package dev.headwater.local.functions;

import org.jspecify.annotations.NullMarked;
