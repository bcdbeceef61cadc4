/** What every operation in slices is made of. */
@NullMarked
package dev.headwater.service.operations.internal;

import org.jspecify.annotations.NullMarked;
