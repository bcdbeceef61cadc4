/** Rules for text that value types share: which characters it has, and when two texts are equal. */
@NullMarked
package dev.headwater.service.text;

import org.jspecify.annotations.NullMarked;
