package io.tokenkeep.sandbox.simulator.http;

/** One address of a provider. Stateless; what it remembers is in the world. */
public interface ApiEndpoint {

    /** The name by which faults and people speak of what this request asks for. */
    Endpoint name(ApiRequest request);

    /** A request arrived. Nothing takes effect yet. */
    ApiCall begin(ApiRequest request);
}
