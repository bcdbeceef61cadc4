/** How a service is at the moment, and what needs an operator. */
@NullMarked
package dev.headwater.service.status;

import org.jspecify.annotations.NullMarked;
