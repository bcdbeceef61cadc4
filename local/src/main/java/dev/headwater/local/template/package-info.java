/** Reads a SAM template and resolves it to a {@link dev.headwater.local.template.Stack}. */
@NullMarked
package dev.headwater.local.template;

import org.jspecify.annotations.NullMarked;

