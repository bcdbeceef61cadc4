/** What a build needs to package the functions; no function uses it. */
@NullMarked
package dev.headwater.service.packages;

import org.jspecify.annotations.NullMarked;
