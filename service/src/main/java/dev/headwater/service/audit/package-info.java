/** Audits of a described service's views and claims, from outside its functions. */
@NullMarked
package dev.headwater.service.audit;

import org.jspecify.annotations.NullMarked;
