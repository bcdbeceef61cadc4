/**
 * The values of a template: YAML with line numbers, parameters, conditions and intrinsic functions,
 * before anything is known of resources' meaning.
 */
@NullMarked
package dev.headwater.local.template.values;

import org.jspecify.annotations.NullMarked;

