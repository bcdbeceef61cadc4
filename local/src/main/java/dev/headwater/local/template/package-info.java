/**
 * Reads a SAM template and resolves it to a {@link dev.headwater.local.template.Stack}. To support
 * another resource type, add a declaration, its reader, and a case in {@code StackAssembler}.
 */
@NullMarked
package dev.headwater.local.template;

import org.jspecify.annotations.NullMarked;
