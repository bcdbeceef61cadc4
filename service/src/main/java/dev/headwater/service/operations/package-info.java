/**
 * What operators do with a service: {@link dev.headwater.service.operations.Operations} answers
 * them, one slice of an operation at a time.
 */
@NullMarked
package dev.headwater.service.operations;

import org.jspecify.annotations.NullMarked;
