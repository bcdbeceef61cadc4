/** What a check reads and writes YAML with. */
@NullMarked
package dev.headwater.template.check.internal;

import org.jspecify.annotations.NullMarked;
