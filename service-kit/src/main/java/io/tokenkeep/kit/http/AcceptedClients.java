package io.tokenkeep.kit.http;

/** How many clients a listener accepts at a time and for how long, and which proxies may speak for clients. */
public record AcceptedClients(ConnectionLimits limits, TrustedProxies proxies) {}
