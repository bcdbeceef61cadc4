/**
 * Compares a SAM template with the service that it deploys: what the service needs and the template
 * lacks, and what the template grants without need.
 */
@NullMarked
package dev.headwater.template.check;

import org.jspecify.annotations.NullMarked;
