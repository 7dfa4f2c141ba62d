/**
 * The API over HTTP. {@code openapi/console.yaml} is the contract: {@link io.tokenkeep.console.api.ApiRoutes} checks each request
 * against it and passes it to the {@link io.tokenkeep.console.api.Operation} of its {@code operationId}. Every failure is a
 * {@link io.tokenkeep.console.api.Problem}.
 */
@NullMarked
package io.tokenkeep.console.api;

import org.jspecify.annotations.NullMarked;
