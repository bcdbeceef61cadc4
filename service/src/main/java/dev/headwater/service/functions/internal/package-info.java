/** What functions need of their runtime: for them alone. */
@NullMarked
package dev.headwater.service.functions.internal;

import org.jspecify.annotations.NullMarked;
