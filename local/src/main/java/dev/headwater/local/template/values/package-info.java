/**
 * The values of a template: YAML with line numbers, parameters, conditions and intrinsic functions.
 * Knows how resources are named, but not what their properties mean; readers in the parent do.
 */
@NullMarked
package dev.headwater.local.template.values;

import org.jspecify.annotations.NullMarked;
