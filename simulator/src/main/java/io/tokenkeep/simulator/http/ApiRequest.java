package io.tokenkeep.simulator.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request with the merged parameters of query, form and JSON body. The token may be in three places. */
public record ApiRequest(
        HttpMethod method,
        Address address,
        MultiMap parameters,
        @Nullable String authorization) {

    /** The first value of that name; absent and empty are the same. */
    public @Nullable String parameter(String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    public String parameter(String name, String otherwise) {
        String value = parameter(name);
        return value == null ? otherwise : value;
    }

    /** Every value of that name; a form with check boxes sends several. */
    public List<String> values(String name) {
        return parameters.getAll(name);
    }

    /** Whether any endpoint supports the method. */
    public boolean isSupported() {
        return isGet() || HttpMethod.POST.equals(method) || isDelete();
    }

    public boolean isDelete() {
        return HttpMethod.DELETE.equals(method);
    }

    /** The spelling in errors. */
    public String verb() {
        return method.name().toLowerCase(Locale.ROOT);
    }

    public boolean isGet() {
        return HttpMethod.GET.equals(method);
    }

    /** The caller's token: the parameter, or the header with scheme Bearer or the older OAuth. */
    public @Nullable String accessToken() {
        String parameter = parameter("access_token");
        if (parameter != null || authorization == null) {
            return parameter;
        }
        String[] parts = authorization.strip().split("\\s+", 2);
        String scheme = parts[0].toLowerCase(Locale.ROOT);
        boolean known = scheme.equals("bearer") || scheme.equals("oauth");
        return known && parts.length == 2 ? parts[1] : null;
    }

    @Override
    public String toString() {
        return "ApiRequest[" + method + "]";
    }
}
