/** The accounts on the local cloud. */
@NullMarked
package dev.headwater.service.local;

import org.jspecify.annotations.NullMarked;
