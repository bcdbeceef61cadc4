/** What a service checks by itself, on a schedule: that events arrive, and that views are right. */
@NullMarked
package dev.headwater.service.checks;

import org.jspecify.annotations.NullMarked;
