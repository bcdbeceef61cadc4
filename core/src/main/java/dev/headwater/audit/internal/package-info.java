/**
 * Shared by the audits of views and of claims. Not an API: it may change at any time, and nothing
 * outside this module may use it.
 */
@NullMarked
package dev.headwater.audit.internal;

import org.jspecify.annotations.NullMarked;
