/**
 * Items and requests shared by the packages of this module. Not an API: it may change at any time,
 * and nothing outside this module may use it.
 */
@NullMarked
package dev.headwater.dynamodb.internal;

import org.jspecify.annotations.NullMarked;
