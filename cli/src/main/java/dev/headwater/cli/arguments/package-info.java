/** What users type: how it is read, what it stands for if it is left out, and what is wrong. */
@NullMarked
package dev.headwater.cli.arguments;

import org.jspecify.annotations.NullMarked;
