/** Functions, the Invoke API, and the event source mappings that call them. */
@NullMarked
package dev.headwater.local.functions;

import org.jspecify.annotations.NullMarked;

