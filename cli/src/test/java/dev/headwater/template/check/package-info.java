/** Checks of the templates in this repository, and of what becomes of them. */
@NullMarked
package dev.headwater.template.check;

import org.jspecify.annotations.NullMarked;
