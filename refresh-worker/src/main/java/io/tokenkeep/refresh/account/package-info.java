/** What is known of one account, and the rules that change it: no Kafka, no clock, one account at a time. */
@NullMarked
package io.tokenkeep.refresh.account;

import org.jspecify.annotations.NullMarked;
