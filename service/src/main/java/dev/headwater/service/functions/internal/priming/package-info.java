/**
 * What a function handles before its snapshot is taken: sample events, and HTTP clients through
 * which none of them changes data.
 */
@NullMarked
package dev.headwater.service.functions.internal.priming;

import org.jspecify.annotations.NullMarked;
