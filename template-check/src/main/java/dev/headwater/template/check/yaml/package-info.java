/**
 * A SAM template as it is written: functions such as {@code !Ref} are not resolved, but have one
 * form.
 */
@NullMarked
package dev.headwater.template.check.yaml;

import org.jspecify.annotations.NullMarked;
