@NullMarked
package dev.headwater.local.queues;

import org.jspecify.annotations.NullMarked;
