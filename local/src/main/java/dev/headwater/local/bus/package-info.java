/** Event buses and rules, matched with Event Ruler. */
@NullMarked
package dev.headwater.local.bus;

import org.jspecify.annotations.NullMarked;

