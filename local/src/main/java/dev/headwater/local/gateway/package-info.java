/** HTTP APIs with API Gateway's payload format 2.0. */
@NullMarked
package dev.headwater.local.gateway;

import org.jspecify.annotations.NullMarked;

