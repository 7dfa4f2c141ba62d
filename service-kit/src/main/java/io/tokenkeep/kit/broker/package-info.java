/**
 * A service's connection to Kafka, for services that answer requests: {@link io.tokenkeep.kit.broker.BrokerConnection} checks the
 * topics, publishes records within a time limit, and follows topics. The service listens before brokers answer.
 */
@NullMarked
package io.tokenkeep.kit.broker;

import org.jspecify.annotations.NullMarked;
