/** What operators do with dead letters. */
@NullMarked
package dev.headwater.service.operations.internal.letters;

import org.jspecify.annotations.NullMarked;
