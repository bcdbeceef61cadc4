/**
 * The compiled code of functions: found where a template's {@code CodeUri} says, and loaded apart
 * from the local cloud's own.
 */
@NullMarked
package dev.headwater.local.code;

import org.jspecify.annotations.NullMarked;
