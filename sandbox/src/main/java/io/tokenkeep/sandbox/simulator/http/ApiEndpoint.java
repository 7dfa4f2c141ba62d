package io.tokenkeep.sandbox.simulator.http;

/** One address of a provider. Stateless; what it remembers is in the world. */
public interface ApiEndpoint {

    /** The name by which faults and people speak of what this request asks for. */
    Endpoint name(ApiRequest request);

    /** Whether a DELETE means something here; where not, the path is unknown to it. */
    default boolean takesDelete() {
        return false;
    }

    /** A request arrived. Nothing takes effect yet. */
    ApiCall begin(ApiRequest request);
}
