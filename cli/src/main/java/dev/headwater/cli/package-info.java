/** The {@code headwater} command. */
@NullMarked
package dev.headwater.cli;

import org.jspecify.annotations.NullMarked;
