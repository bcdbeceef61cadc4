/**
 * Items and requests that the rooms of this module share. Not an API: may change at any time, and
 * nothing outside of this module may use it.
 */
@NullMarked
package dev.headwater.dynamodb.internal;

import org.jspecify.annotations.NullMarked;
