package io.tokenkeep.simulator.http;

/** One address of a provider. Stateless: its state is in the world. */
public interface ApiEndpoint {

    /** The endpoint of this request, as fault rules name it. */
    Endpoint name(ApiRequest request);

    /** Whether the endpoint accepts a DELETE; if not, the path is unknown for a DELETE. */
    default boolean takesDelete() {
        return false;
    }

    /** The documented parameters of this request. */
    default Documented documented(ApiRequest request) {
        return Documented.ANYTHING;
    }

    /** Creates the call for a request, without any effect yet. */
    ApiCall begin(ApiRequest request);
}
